// The page of all runs, as a document.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "document/document.hpp"
#include "suite/overview/entry.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::overview {

/// How a reader types a command that works on these runs.
struct Commands {
  std::string program;       ///< "tiga"
  std::string options = {};  ///< behind all others, with a space before: " --results x"
};

/// A row for each run and map, in the order of the entries, and which runs can be compared. Pure:
/// no clock, path or locale comes into it.
document::Document overview_page(std::span<const Entry> entries, const Commands& commands,
                                 text::Language language);

/// The text as a part of an address within a page: RFC 3986 §2.1, all but unreserved characters.
std::string url_part(std::string_view text);

}  // namespace tiga::suite::overview
