// Files with a line for each request, as tables of what they add up to.
#pragma once

#include <optional>
#include <string_view>

#include "audit/table.hpp"

namespace tiga::audit::samples {

/// Reads the samples of JMeter (`.jtl` as XML, or as CSV with or without headings), hey (`-o csv`)
/// or ab (`-g`): a row for each label with its counts, bytes and latencies. They are exact, as
/// counted here; there is no rate, since none was printed. `nullopt` if the text is no such file.
std::optional<AuditedTable> read_samples(std::string_view text);

}  // namespace tiga::audit::samples
