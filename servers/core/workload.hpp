// The resources under /workload/: requests that take work, or whose reply is large, long in coming,
// or slow to read. docs/workloads.md describes them.
#pragma once

#include <cstdint>
#include <string_view>

#include "servers/core/resources.hpp"

namespace tiga::servers::core {

inline constexpr std::string_view workload_prefix = "/workload/";
/// What follows is the path of a file below the root.
inline constexpr std::string_view cold_prefix = "/workload/cold";

inline constexpr std::uint64_t most_microseconds = 1'000'000;
inline constexpr std::uint64_t most_milliseconds = 10'000;
inline constexpr std::uint64_t most_octets = std::uint64_t{1} << 30;

/// The reply to a path below /workload/, but for files: `cpu/US` uses so many microseconds of CPU
/// time, `sleep/MS` blocks for so many milliseconds, `bytes/N` has a content of N octets, as has
/// `stream/N`, which does not say so beforehand. 400 for a figure that is none or too large, 404
/// for any other path.
Reply workload_reply(std::string_view path);

}  // namespace tiga::servers::core
