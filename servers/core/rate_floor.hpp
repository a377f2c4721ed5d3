// The least rate at which a client must send a content, or take a reply that waits for it.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "common/clock.hpp"

namespace tiga::servers::core {

/// A rate, and the time that every transfer is granted before it counts. Rate and grace are those
/// of Kestrel (MinRequestBodyDataRate, MinResponseDataRate: 240 octets/s, 5 s); that each octet
/// extends the time, so that nothing but the total counts, is Apache's (mod_reqtimeout, MinRate).
struct RateFloor {
  std::uint64_t octets_per_second = 0;  ///< 0: no floor
  std::chrono::milliseconds grace{0};

  bool holds() const { return octets_per_second > 0; }
};

/// One content or reply under way, as its owner has seen it so far. Pure: the owner brings the time
/// and the number of octets that have moved on its connection. Not thread-safe.
class Transfer {
 public:
  /// From now on it counts; `octets` had moved before.
  void begin(common::TimePoint now, std::uint64_t octets) { *this = Transfer(now, octets); }
  void end() { begun_ = false; }
  bool begun() const { return begun_; }

  /// So many octets have moved by now.
  void moved(common::TimePoint now, std::uint64_t octets) {
    if (octets != octets_) {
      octets_ = octets;
      moved_at_ = now;
    }
  }

  common::TimePoint began() const { return began_; }
  /// When an octet was last seen to have moved.
  common::TimePoint moved_at() const { return moved_at_; }
  /// When it falls below the floor, unless more moves before: the grace, and a second for each
  /// `octets_per_second`. TimePoint::max() without a floor.
  common::TimePoint due(const RateFloor& floor) const;

  Transfer() = default;

 private:
  Transfer(common::TimePoint now, std::uint64_t octets)
      : began_(now), moved_at_(now), before_(octets), octets_(octets), begun_(true) {}

  common::TimePoint began_;
  common::TimePoint moved_at_;
  std::uint64_t before_ = 0;
  std::uint64_t octets_ = 0;
  bool begun_ = false;
};

/// When the content of a request is late: past `whole`, which a drip does not extend, or below the
/// floor.
inline common::TimePoint content_due(const Transfer& content, const RateFloor& floor,
                                     std::chrono::milliseconds whole) {
  return std::min(content.began() + whole, content.due(floor));
}

/// When a reply that waits for its client is given up: with no octet taken for `stall`, or below
/// the floor.
inline common::TimePoint reply_due(const Transfer& reply, const RateFloor& floor,
                                   std::chrono::milliseconds stall) {
  return std::min(reply.moved_at() + stall, reply.due(floor));
}

/// How often a transfer must be looked at so that none ends later than a tenth past its time.
inline std::chrono::milliseconds check_interval(const RateFloor& floor,
                                                std::chrono::milliseconds timeout) {
  const auto span = floor.holds() ? std::min(floor.grace, timeout) : timeout;
  return std::max(span / 10, std::chrono::milliseconds(1));
}

}  // namespace tiga::servers::core
