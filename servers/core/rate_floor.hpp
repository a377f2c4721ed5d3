// The minimum rate at which a client must send content, or take a reply that waits for it.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "common/clock.hpp"

namespace tiga::servers::core {

/// A minimum rate and the grace that every transfer gets first. The values are Kestrel's
/// (MinRequestBodyDataRate, MinResponseDataRate: 240 bytes/s, 5 s). As in Apache (mod_reqtimeout,
/// MinRate) each byte extends the time, so that only the total counts.
struct RateFloor {
  std::uint64_t bytes_per_second = 0;  ///< 0: no floor
  std::chrono::milliseconds grace{0};

  bool holds() const { return bytes_per_second > 0; }
};

/// Progress of one content or reply. Pure: the owner supplies the time and the number of bytes
/// moved on its connection. Not thread-safe.
class Transfer {
 public:
  /// Starts counting; `bytes` had moved before.
  void begin(common::TimePoint now, std::uint64_t bytes) { *this = Transfer(now, bytes); }
  void end() { begun_ = false; }
  bool begun() const { return begun_; }

  /// `bytes` have moved in all by now.
  void moved(common::TimePoint now, std::uint64_t bytes) {
    if (bytes != bytes_) {
      bytes_ = bytes;
      moved_at_ = now;
    }
  }

  common::TimePoint began() const { return began_; }
  /// When progress was last seen.
  common::TimePoint moved_at() const { return moved_at_; }
  /// When the transfer falls below the floor if nothing more moves: the grace, plus one second for
  /// each `bytes_per_second` moved. TimePoint::max() without a floor.
  common::TimePoint due(const RateFloor& floor) const;

  Transfer() = default;

 private:
  Transfer(common::TimePoint now, std::uint64_t bytes)
      : began_(now), moved_at_(now), before_(bytes), bytes_(bytes), begun_(true) {}

  common::TimePoint began_;
  common::TimePoint moved_at_;
  std::uint64_t before_ = 0;
  std::uint64_t bytes_ = 0;
  bool begun_ = false;
};

inline common::TimePoint Transfer::due(const RateFloor& floor) const {
  using std::chrono::nanoseconds;
  using std::chrono::seconds;
  constexpr std::uint64_t for_ever = 1'000'000'000;  // seconds; small enough for a TimePoint
  constexpr std::uint64_t nanoseconds_each = 1'000'000'000;
  if (!floor.holds()) {
    return common::TimePoint::max();
  }
  const std::uint64_t moved = bytes_ - before_;
  const std::uint64_t whole = std::min(moved / floor.bytes_per_second, for_ever);
  const std::uint64_t part =
      moved % floor.bytes_per_second * nanoseconds_each / floor.bytes_per_second;
  return began_ + floor.grace + seconds(whole) + nanoseconds(part);
}

/// When a request's content is late: after `whole`, which bytes that arrive do not extend, or when
/// it falls below the floor.
inline common::TimePoint content_due(const Transfer& content, const RateFloor& floor,
                                     std::chrono::milliseconds whole) {
  return std::min(content.began() + whole, content.due(floor));
}

/// When a waiting reply is abandoned: after `stall` without progress, or when it falls below the
/// floor.
inline common::TimePoint reply_due(const Transfer& reply, const RateFloor& floor,
                                   std::chrono::milliseconds stall) {
  return std::min(reply.moved_at() + stall, reply.due(floor));
}

/// How often to check a transfer so that none ends later than a tenth after its time.
inline std::chrono::milliseconds check_interval(const RateFloor& floor,
                                                std::chrono::milliseconds timeout) {
  const auto span = floor.holds() ? std::min(floor.grace, timeout) : timeout;
  return std::max(span / 10, std::chrono::milliseconds(1));
}

}  // namespace tiga::servers::core
