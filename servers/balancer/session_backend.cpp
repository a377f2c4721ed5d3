// A request's tries: which backend, and what follows a failure.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "servers/balancer/reasons.hpp"
#include "servers/balancer/session.hpp"

namespace tiga::servers::balancer {

using common::Nanoseconds;
using common::TimePoint;

void Session::try_next_backend() {
  const Choice choice = backends_.choose(*this);
  switch (choice.kind) {
    case Choice::Kind::backend:
      return begin_try(*choice.backend);
    case Choice::Kind::waiting:
      return wait_in_queue();
    case Choice::Kind::queue_full:
      return give_up(http::Status::service_unavailable, "every backend is full, and many wait");
    case Choice::Kind::none:
      break;
  }
  if (forward_->fresh && Waiter::tried != 0) {
    Waiter::tried = 0;  // a stale connection is not the backend's fault: it may be tried again
    if (backends_.has_untried(0)) {
      return try_next_backend();
    }
  }
  const std::string_view why = forward_->why_without;
  give_up(forward_->without_backend, why.empty() ? "no backend is available" : why);
}

void Session::wait_in_queue() {
  state_ = State::queued;
  in_queue_ = shared_from_this();
  const TimePoint now = common::SteadyClock::now();
  const Nanoseconds longest = forward_->clock.used_by_backend(now) + options_.queue_timeout;
  forward_->clock.set_limit(std::min<Nanoseconds>(longest, options_.request_timeout));
  begin_to_look(now);
}

void Session::choose_again() {
  const auto self = std::exchange(in_queue_, nullptr);
  try_next_backend();
}

void Session::begin_try(Backend& backend) {
  Forward& forward = *forward_;
  const TimePoint now = common::SteadyClock::now();
  const Nanoseconds used = forward.clock.used_by_backend(now);
  const Nanoseconds left = options_.request_timeout - used;
  if (left <= Nanoseconds::zero()) {
    return give_up(http::Status::gateway_timeout, "no backend answered in time");
  }
  const bool first_of_two =
      forward.repeatable && forward.failed_tries == 0 && backends_.has_untried(Waiter::tried);
  state_ = State::forwarding;
  forward.head_sent = 0;
  forward.upload_stopped = false;
  forward.name_backend(backend.name());
  forward.try_until = used + (first_of_two ? left / 2 : left);
  if (forward.tries++ > 0) {
    ++backend.counts().retries;
  }
  upstream_ = backend.take(forward.fresh);
  upstream_->attach({shared_from_this(), this});
  share_time_among_addresses(used, upstream_->reused() ? 1 : backend.addresses().count());
  begin_to_look(now);
  upstream_->reused() ? upstream_connected() : upstream_->connect();
}

// The address that is tried now has an equal share of the time of the try.
void Session::share_time_among_addresses(Nanoseconds used, std::size_t count) {
  const Nanoseconds left = forward_->try_until - used;
  forward_->clock.set_limit(used + left / static_cast<std::int64_t>(count));
}

void Session::upstream_connected() {
  forward_->clock.set_limit(forward_->try_until);
  upstream_->receive();
  pump_upload();
}

void Session::upstream_failed(UpstreamFailure failure) {
  if (state_ != State::forwarding) {
    return;
  }
  const bool closed = failure == UpstreamFailure::closed;
  if (forward_->reply_begun) {
    const bool until_close =
        forward_->reply_body.end_of_input() == http::BodyDecoder::State::complete;
    // After a failed send an end may be a reset: the send was told of it.
    if (until_close && closed && !forward_->upload_stopped) {
      return end_forward();
    }
    if (until_close && !forward_->uploaded()) {  // whole or not: it may close over unread content
      return cut_reply();
    }
    return backend_cut_reply(closed ? "closed the connection" : "reset the connection");
  }
  switch (failure) {
    case UpstreamFailure::refused:  // nothing of the request was sent, so any method may be retried
      blame(Failure::refused, upstream_->addresses().failures());
      drop_upstream();
      return try_next_backend();
    case UpstreamFailure::no_port:
      drop_upstream();  // another backend may have a pooled connection
      return try_elsewhere(http::Status::service_unavailable, "no local port is left");
    case UpstreamFailure::closed:
    case UpstreamFailure::broken:
      return no_reply(failure);
  }
}

void Session::no_reply(UpstreamFailure failure) {
  const std::string_view how =
      failure == UpstreamFailure::closed ? "closed the connection" : "reset the connection";
  const std::string_view reply = upstream_->input().view();
  const std::string why = with_beginning(
      std::string(how) + (reply.empty() ? " without a reply" : " inside the head of its reply"),
      reply);
  if (!upstream_->reused()) {
    return try_failed(Failure::no_reply, http::Status::bad_gateway, why);
  }
  ++upstream_->backend().counts().stale;
  forward_->fresh = true;
  if (forward_->head_sent == 0) {
    drop_upstream();
    return try_elsewhere(http::Status::bad_gateway, "a backend " + why);
  }
  retry_or_give_up(http::Status::bad_gateway, "a backend " + why);
}

// Garbage may be an accident, so another backend is tried; HTTP with wrong framing is never
// requested again.
void Session::bad_reply(std::string_view what) {
  const std::string why = with_beginning(what, upstream_->input().view());
  const bool garbage = upstream_->parser().failed_in_status_line();
  if (garbage) {
    return try_failed(Failure::malformed, http::Status::bad_gateway, why);
  }
  blame(Failure::malformed, why);
  give_up(http::Status::bad_gateway, "a backend " + why);
}

// `why`: what the backend did.
void Session::blame(Failure failure, std::string_view why) {
  upstream_->backend().failed(failure, upstream_->addresses().label(), why);
}

void Session::try_failed(Failure failure, http::Status status, const std::string& why) {
  blame(failure, why);
  retry_or_give_up(status, "a backend " + why);
}

void Session::retry_or_give_up(http::Status status, std::string detail) {
  drop_upstream();
  if (forward_->repeatable && forward_->failed_tries++ == 0) {
    return try_elsewhere(status, std::move(detail));
  }
  give_up(status, detail);
}

void Session::try_elsewhere(http::Status otherwise, std::string detail) {
  forward_->without_backend = otherwise;
  forward_->why_without = std::move(detail);
  try_next_backend();
}

void Session::give_up(http::Status status, std::string_view detail) {
  if (forward_->reply_begun) {
    return cut_reply();
  }
  drop_upstream();
  leave_queue();
  refuse(status, detail);
}

void Session::backend_cut_reply(std::string_view how) {
  blame(Failure::cut, fmt::format("{} after {} bytes of its reply", how, forward_->relayed));
  cut_reply();
}

// Delivers what has arrived; close() makes the client notice that the rest is missing.
void Session::cut_reply() {
  drop_upstream();
  flush_client();
  if (state_ != State::closed) {
    close();
  }
}

void Session::drop_upstream() {
  if (upstream_) {
    Backend& backend = upstream_->backend();
    backend.drop(std::exchange(upstream_, nullptr));
  }
}

void Session::leave_queue() {
  backends_.leave_queue(*this);
  in_queue_.reset();
}

}  // namespace tiga::servers::balancer
