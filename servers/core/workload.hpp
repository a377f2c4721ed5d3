// The resources under /workload/: requests that need work, or whose reply is large, delayed, or
// read slowly. docs/workloads.md describes them.
#pragma once

#include <cstdint>
#include <string_view>

#include "servers/core/resources.hpp"

namespace tiga::servers::core {

inline constexpr std::string_view workload_prefix = "/workload/";
/// Followed by the path of a file below the root.
inline constexpr std::string_view cold_prefix = "/workload/cold";

inline constexpr std::uint64_t most_microseconds = 1'000'000;
inline constexpr std::uint64_t most_milliseconds = 10'000;
inline constexpr std::uint64_t most_bytes = std::uint64_t{1} << 30;

/// The reply to a path below /workload/, except for files: `cpu/US` uses that many microseconds of
/// CPU time, `sleep/MS` blocks for that many milliseconds, `bytes/N` has a content of N bytes, as
/// has `stream/N`, without announcing the length. 400 for an invalid or too large figure, 404 for
/// any other path.
Reply workload_reply(std::string_view path);

}  // namespace tiga::servers::core
