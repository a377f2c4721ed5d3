// Reads a file of any format that can be audited.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "audit/table.hpp"

namespace tiga::audit::reading {

/// A longer file is not read.
constexpr std::size_t most_bytes = 16 * 1024 * 1024;

/// Reads `text`: reports of ab and loadgen, tables in HTML, Markdown or CSV, also several in one
/// file. `file` is the name to show. Throws CannotRun if it is empty, not text, or longer than 16
/// MiB.
AuditedFile read_tables(std::string file, std::string_view text);

}  // namespace tiga::audit::reading
