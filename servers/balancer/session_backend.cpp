// A request's tries: which backend, for how long, and what follows a failure.
#include <algorithm>
#include <utility>

#include "servers/balancer/session.hpp"

namespace tiga::servers::balancer {
namespace {

using std::chrono::milliseconds;

// Most replies arrive before the first look at the client, which costs a system call.
constexpr milliseconds client_look_delay{50};
constexpr milliseconds client_look_interval{250};
// Deadlines are queued by length, so the time left is rounded: to these steps until a look, to this
// many different lengths until the end.
constexpr milliseconds step_of_look{10};
constexpr int steps_of_deadline = 64;

}  // namespace

void Session::try_next_backend() {
  const Choice choice = backends_.choose(*this);
  switch (choice.kind) {
    case Choice::Kind::backend:
      return begin_try(*choice.backend);
    case Choice::Kind::waiting:
      state_ = State::queued;
      in_queue_ = shared_from_this();
      return await_backend(std::min(options_.queue_timeout, time_left()));
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
  give_up(forward_->without_backend, forward_->why_without);
}

void Session::choose_again() {
  const auto self = std::exchange(in_queue_, nullptr);
  try_next_backend();
}

void Session::begin_try(Backend& backend) {
  Forward& forward = *forward_;
  const milliseconds left = time_left();
  if (left <= milliseconds::zero()) {
    return give_up(http::Status::gateway_timeout, "no backend answered in time");
  }
  const bool first_of_two =
      forward.repeatable && forward.failed_tries == 0 && backends_.has_untried(Waiter::tried);
  state_ = State::forwarding;
  forward.head_sent = 0;
  forward.name_backend(backend.name());
  forward.content.end();
  await_backend(first_of_two ? left / 2 : left);
  if (forward.tries++ > 0) {
    ++backend.counts().retries;
  }
  upstream_ = backend.take(forward.fresh);
  upstream_->attach({shared_from_this(), this});
  upstream_->reused() ? upstream_connected() : upstream_->connect(backend.address());
}

void Session::upstream_connected() {
  upstream_->receive();
  if (forward_->body.state() == http::BodyDecoder::State::need_more) {
    await_content();
  }
  pump_upload();
}

void Session::upstream_failed(UpstreamFailure failure) {
  if (state_ != State::forwarding) {
    return;
  }
  if (forward_->reply_begun) {
    if (failure == UpstreamFailure::closed &&
        forward_->reply_body.end_of_input() == http::BodyDecoder::State::complete) {
      return end_forward();
    }
    return backend_cut_reply();
  }
  switch (failure) {
    case UpstreamFailure::refused:  // nothing of the request was sent, so any method may be retried
      upstream_->backend().failed(Failure::refused);
      drop_upstream();
      return try_next_backend();
    case UpstreamFailure::no_port:
      drop_upstream();  // another backend may have a pooled connection
      return try_elsewhere(http::Status::service_unavailable, "no local port is left");
    case UpstreamFailure::closed:
    case UpstreamFailure::broken:
      break;
  }
  constexpr std::string_view detail = "a backend closed without a reply";
  if (!upstream_->reused()) {
    return try_failed(Failure::no_reply, http::Status::bad_gateway, detail);
  }
  ++upstream_->backend().counts().stale;
  forward_->fresh = true;
  if (forward_->head_sent == 0) {
    drop_upstream();
    return try_elsewhere(http::Status::bad_gateway, detail);
  }
  retry_or_give_up(http::Status::bad_gateway, detail);
}

void Session::backend_is_late() {
  if (forward_->reply_begun) {
    return forward_->uploaded() ? backend_cut_reply() : cut_reply();
  }
  if (forward_->content.begun()) {
    return check_content();
  }
  try_failed(Failure::timed_out, http::Status::gateway_timeout, "no backend answered in time");
}

void Session::try_failed(Failure failure, http::Status status, std::string_view detail) {
  upstream_->backend().failed(failure);
  retry_or_give_up(status, detail);
}

void Session::retry_or_give_up(http::Status status, std::string_view detail) {
  drop_upstream();
  if (forward_->repeatable && forward_->failed_tries++ == 0) {
    return try_elsewhere(status, detail);
  }
  give_up(status, detail);
}

void Session::try_elsewhere(http::Status otherwise, std::string_view detail) {
  forward_->without_backend = otherwise;
  forward_->why_without = detail;
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

void Session::backend_cut_reply() {
  upstream_->backend().failed(Failure::cut);
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

// Time left until the request's deadline, rounded up.
milliseconds Session::time_left() const {
  const milliseconds whole = options_.request_timeout;
  const milliseconds step = std::max(whole / steps_of_deadline, milliseconds(1));
  const auto gone =
      std::chrono::duration_cast<milliseconds>(common::SteadyClock::now() - forward_->begun);
  return whole - gone / step * step;
}

// Returns the current time.
common::TimePoint Session::set_deadline(milliseconds span) {
  backend_due_ = {};
  return loop_.deadlines.set(*this, span) - span;
}

// A client that waits for its reply sends nothing, so its reset would not be seen: it is looked at
// now and then. The end of its input alone is no reason to stop (RFC 9112 §9.6).
void Session::await_backend(milliseconds span) {
  backend_due_ = set_deadline(std::min(span, client_look_delay)) + span;
}

void Session::look_later(common::Nanoseconds left) {
  const auto steps = std::chrono::ceil<milliseconds>(left) / step_of_look + 1;
  const common::TimePoint due = backend_due_;
  set_deadline(std::min(client_look_interval, steps * step_of_look));
  backend_due_ = due;
}

}  // namespace tiga::servers::balancer
