// What a server counted, as it leaves it in its --stats-file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace tiga::suite::measure {

/// The counters that the suite compares with the generator's.
struct ServerCounters {
  std::optional<std::uint64_t> replies;  ///< final replies fully sent since the start
  std::string reply_times;  ///< "1:0.5 2:0.75": replies and seconds; empty: it does not say
};

/// Reads a stats file; what is not in it, or no such file, is not known. Never throws.
ServerCounters read_server_counters(const std::filesystem::path& file) noexcept;

}  // namespace tiga::suite::measure
