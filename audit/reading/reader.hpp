// A file of any kind that can be audited.
#pragma once

#include <string>
#include <string_view>

#include "audit/table.hpp"

namespace tiga::audit::reading {

/// Reads what stands in `text`: reports of ab and loadgen, tables in HTML, Markdown or CSV, several
/// of them in one file. `file` is the name to show. Throws CannotRun where it is empty, no text, or
/// longer than 16 MiB.
AuditedFile read_tables(std::string file, std::string_view text);

}  // namespace tiga::audit::reading
