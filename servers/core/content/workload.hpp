// The resources under /workload/: requests that need work, or whose reply is large, delayed, or
// read slowly. docs/workloads.md describes them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "servers/core/content/resources.hpp"

namespace tiga::servers::core {

inline constexpr std::string_view workload_prefix = "/workload/";
/// Followed by the path of a file below the root.
inline constexpr std::string_view cold_prefix = "/workload/cold";

/// A workload whose path ends in a figure: /workload/NAME/FIGURE.
struct Workload {
  std::string_view name;  ///< "cpu"
  std::string_view unit;  ///< of the figure, for people: "microseconds"
  std::uint64_t most;     ///< a larger figure is refused
  Reply (*reply)(std::uint64_t figure);
};

/// All of them; docs/workloads.md describes them, and a test holds it against this.
std::span<const Workload> workloads();

/// The reply to a path below /workload/, except for files: that of the workload which it names. 400
/// for an invalid or too large figure, 404 for any other path.
Reply workload_reply(std::string_view path);

}  // namespace tiga::servers::core
