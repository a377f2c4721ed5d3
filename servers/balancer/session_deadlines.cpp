// Who is awaited, and what follows when that side is late.
#include <algorithm>

#include "servers/balancer/reasons.hpp"
#include "servers/balancer/session.hpp"

namespace tiga::servers::balancer {
namespace {

using std::chrono::milliseconds;

// Most replies arrive before the first look, which costs a system call.
constexpr milliseconds first_look{50};
constexpr milliseconds longest_look{250};
// Of the time until a look.
constexpr milliseconds look_step{10};

}  // namespace

using common::Nanoseconds;
using common::TimePoint;
using Side = RequestClock::Side;

// Returns the current time.
TimePoint Session::set_deadline(milliseconds span) {
  return loop_.deadlines.set(*this, span) - span;
}

void Session::await_backend() {
  if (forward_->clock.awaited() != Side::backend) {
    forward_->clock.await_backend(common::SteadyClock::now());
  }
}

void Session::await_client() {
  if (forward_->clock.awaited() != Side::client) {
    forward_->clock.await_client(common::SteadyClock::now(), forward_->content_bytes);
  }
}

void Session::reply_progressed() {
  forward_->clock.reply_progressed(set_deadline(std::min(first_look, options_.request_timeout)),
                                   options_.request_timeout);
}

void Session::begin_to_look(TimePoint now) { look_later(now, first_look); }

void Session::look_later(TimePoint now, milliseconds longest) {
  const Nanoseconds left = forward_->clock.left(now, forward_->content_bytes, options_.server);
  set_deadline(std::min(longest, loop::rounded_up(left, look_step)));
}

// Looks who is late; often enough, since a change of sides sets no deadline. A client that waits
// for its reply sends nothing, so its reset would not be seen: it is looked at, too. The end of its
// input alone is no reason to stop (RFC 9112 §9.6).
void Session::look() {
  const TimePoint now = common::SteadyClock::now();
  RequestClock& clock = forward_->clock;
  if (clock.left(now, forward_->content_bytes, options_.server) <= Nanoseconds::zero()) {
    return clock.awaited() == Side::client ? content_is_late() : backend_is_late(now);
  }
  if (!client_->is_receiving() && client_->has_hung_up()) {
    return close();
  }
  const core::Options& server = options_.server;
  look_later(now, std::min({longest_look, std::max(options_.request_timeout / 10, milliseconds(1)),
                            core::check_interval(server.body_floor(), server.body_timeout)}));
}

void Session::backend_is_late(TimePoint now) {
  if (state_ == State::queued) {
    return give_up(http::Status::service_unavailable, "no backend had room in time");
  }
  if (forward_->reply_begun) {
    return backend_cut_reply("sent nothing more in time");
  }
  if (!goes_on_connecting(now)) {
    try_failed(Failure::timed_out, http::Status::gateway_timeout, why_late());
  }
}

// Whether only an address has had its time.
bool Session::goes_on_connecting(TimePoint now) {
  const Nanoseconds used = forward_->clock.used_by_backend(now);
  if (!upstream_->is_connecting() || used >= forward_->try_until) {
    return false;
  }
  upstream_->connect_elsewhere();
  share_time_among_addresses(used, upstream_->addresses().left());
  begin_to_look(now);
  return true;
}

std::string Session::why_late() const {
  if (upstream_->is_connecting()) {
    const std::string& others = upstream_->addresses().failures();
    return "accepted no connection in time" + (others.empty() ? others : " (" + others + ")");
  }
  if (forward_->has_unsent()) {
    return "did not take the request in time";
  }
  const std::string_view reply = upstream_->input().view();
  return reply.empty() ? "gave no reply in time"
                       : with_beginning("did not complete the head of its reply in time", reply);
}

void Session::content_is_late() {
  counters().requests_timed_out.add();
  give_up(http::Status::request_timeout, "the content took too long");
}

}  // namespace tiga::servers::balancer
