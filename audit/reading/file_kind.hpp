// Recognises files that are no text by their first bytes.
#pragma once

#include <string_view>

namespace tiga::audit::reading {

/// Of what kind a file is that is no text, and what to do: "a PDF; pdftotext -layout FILE makes a
/// text of it". Empty: none of the known ones.
std::string_view kind_of_binary(std::string_view bytes);

}  // namespace tiga::audit::reading
