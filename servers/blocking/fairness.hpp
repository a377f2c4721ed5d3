// How long a client may keep others waiting when the number of threads or processes is fixed.
#pragma once

#include <chrono>
#include <cstddef>

#include "common/clock.hpp"

namespace tiga::servers::blocking {

/// While others wait, a client that has sent nothing for this long is closed. A request that
/// crosses the close is lost, so the time is longer than a round trip or a busy client takes.
inline constexpr std::chrono::seconds longest_idle{1};
/// How often a waiting thread looks whether that time is over.
inline constexpr std::chrono::milliseconds look_interval{100};

/// While others wait, a client that has been served for this long gets Connection: close in its
/// next reply.
inline constexpr std::chrono::milliseconds longest_service{10};

/// Whether the next reply to a client says Connection: close: its time is over, or at least as many
/// clients wait as are served.
inline bool should_close(std::size_t waiting, std::size_t places, common::Nanoseconds served_for) {
  return waiting > 0 && (waiting >= places || served_for >= longest_service);
}

}  // namespace tiga::servers::blocking
