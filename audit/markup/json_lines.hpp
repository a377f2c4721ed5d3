// JSON as lines, so that a tool's members are read like the lines of its report.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tiga::audit::markup {

/// A number or a text of a document: "$.latencies.mean: 123". Members of arrays are left out.
struct JsonLine {
  std::string text;
  std::size_t offset = 0;  ///< of the value in the document
};

/// An object at the beginning of a text.
struct JsonObject {
  std::vector<JsonLine> lines;
  std::size_t length = 0;   ///< bytes; 0: there is no whole object
  std::size_t scanned = 0;  ///< bytes that were looked at
};

/// Reads the object that begins at `text[0]`, in time proportional to its length; objects in more
/// than 16 others are skipped. Escapes in texts stay as they are.
JsonObject json_lines(std::string_view text);

}  // namespace tiga::audit::markup
