// How long a request has waited for its backend, and how long for its client.
#pragma once

#include <cstdint>

#include "common/clock.hpp"
#include "servers/core/options.hpp"
#include "servers/core/rate_floor.hpp"

namespace tiga::servers::balancer {

/// A chess clock: time counts for the side that is awaited, and only for that one. The backend has
/// a limit, the client its limits for content (core::content_due). Up to the head of the reply both
/// sides have a total; from then on progress gives the backend its time again. Pure: times are
/// passed in. Not thread-safe.
class RequestClock {
 public:
  enum class Side : std::uint8_t { backend, client };

  /// The head of the request was read.
  void begin(common::TimePoint now);

  Side awaited() const { return awaited_; }
  void await_backend(common::TimePoint now);
  /// `content`: bytes of content that have arrived so far.
  void await_client(common::TimePoint now, std::uint64_t content);
  /// Nobody was awaited from `since`, a moment of the current wait, until now.
  void skip(common::TimePoint since, common::TimePoint now);

  /// What the backend has used in all.
  common::Nanoseconds used_by_backend(common::TimePoint now) const;
  /// The backend is late once it has used so much in all.
  void set_limit(common::Nanoseconds limit) { limit_ = limit; }

  /// After the head of the reply: more of it has come. The backend has `allowance` from now on, and
  /// the client need not send content before that is over.
  void reply_progressed(common::TimePoint now, common::Nanoseconds allowance);
  /// The backend has taken content after it sent the head of the reply.
  void content_progressed(common::TimePoint now);

  /// Time until the awaited side is late; zero or less: it is. `content` as above; `limits`: of the
  /// client.
  common::Nanoseconds left(common::TimePoint now, std::uint64_t content,
                           const core::Options& limits);

 private:
  common::TimePoint time_of_client(common::TimePoint now) const;

  Side awaited_ = Side::backend;
  common::TimePoint since_;  // so long it is awaited
  common::Nanoseconds backend_{};
  common::Nanoseconds limit_{};      // of backend_
  common::TimePoint client_;         // its time, from zero
  core::Transfer content_;           // in the client's time
  common::TimePoint excused_until_;  // the client
};

}  // namespace tiga::servers::balancer
