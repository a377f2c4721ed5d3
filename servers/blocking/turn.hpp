// How long a client may keep others waiting, where a fixed number of threads or processes serves.
#pragma once

#include <chrono>
#include <cstddef>

#include "common/clock.hpp"

namespace tiga::servers::blocking {

/// While others wait: who has sent nothing for so long is given up. A request that meets the end of
/// its connection is lost, so this is long; longer still for the first, which follows a connect.
inline constexpr std::chrono::milliseconds longest_rest{100};
inline constexpr std::chrono::milliseconds longest_first_rest{1000};

/// While others wait: who has been served for so long is told to close with the next reply.
inline constexpr std::chrono::milliseconds longest_turn{10};

/// Whether a client is to be told to close with its next reply: its turn is over, or so many wait
/// that each of `places` would be asked for once more.
inline bool must_go(std::size_t waiting, std::size_t places, common::Nanoseconds served_for) {
  return waiting > 0 && (waiting >= places || served_for >= longest_turn);
}

}  // namespace tiga::servers::blocking
