// The reasons that cells.csv has in English, in the language of a page.
#pragma once

#include <string>
#include <string_view>

#include "suite/text/language.hpp"

namespace tiga::suite::analysis {

/// A cell's reason as why_invalid() gave it, with its figures. One that is not its (a server's last
/// words, a tool's error) stays as it is.
std::string told_reason(std::string_view reason, text::Language language);

}  // namespace tiga::suite::analysis
