// What the epoll engine does with one place: connect, send, receive, finish.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <cerrno>
#include <system_error>

#include "common/error.hpp"
#include "loadgen/epoll_run.hpp"

namespace tiga::loadgen {
namespace {

using common::SteadyClock;
using common::TimePoint;

/// A place whose connection could not be made waits so long before its next try, lest the generator
/// spin.
constexpr std::chrono::milliseconds pause_after_failed_connect{10};
/// Past what one segment holds, Nagle's algorithm could hold the last part of a request back.
constexpr std::size_t safely_in_one_segment = 1400;

constexpr std::uint32_t peer_closed = EPOLLRDHUP;
constexpr std::uint32_t broken = EPOLLHUP | EPOLLERR;

std::string words_for(int error) { return std::generic_category().message(error); }

Outcome outcome_of_connect(int error) {
  switch (error) {
    case EADDRNOTAVAIL:
      return Outcome::no_local_port;
    case ETIMEDOUT:
      return Outcome::timed_out;
    case ECONNRESET:
      return Outcome::reset;
    default:
      return Outcome::refused;
  }
}

}  // namespace

void EpollRun::start_next(Place& place, TimePoint now) {
  const bool stands = static_cast<bool>(place.fd);
  if (!work_.begin(place.exchange, stands, now)) {
    place.fd.reset();
    return;
  }
  place.sent = 0;
  if (stands) {
    after_send(place, send_rest(place, now));
  } else {
    place.address = work_.addresses().current();
    open(place);
  }
}

void EpollRun::handle(Place& place, std::uint32_t events) {
  const bool unsent = place.sent < work_.request().size();
  if (unsent && (events & (EPOLLOUT | broken)) != 0) {
    after_send(place, send_rest(place, SteadyClock::now()));
  }
  if (place.exchange.going_on() && (events & (EPOLLIN | peer_closed | broken)) != 0) {
    receive(place, events);
  }
}

/// Where the server is near, the connection is made by the time connect() returns: so the request
/// is sent at once, and output is watched only where that was too early.
void EpollRun::open(Place& place) {
  const int error = connect(place);
  if (error != 0) {
    connect_failed(place, error);
  } else {
    after_send(place, send_rest(place, SteadyClock::now()));
  }
}

/// Gives 0, or errno where it has failed at once.
int EpollRun::connect(Place& place) {
  const common::SocketAddress& address = work_.addresses().at(place.address);
  place.fd.reset(::socket(address.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!place.fd) {
    common::throw_errno("cannot open a socket");
  }
  place.watched = 0;
  if (work_.request().size() > safely_in_one_segment) {
    const int on = 1;
    ::setsockopt(place.fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
  const int result = ::connect(place.fd.get(), address.get(), address.size);
  return result == 0 || errno == EINPROGRESS ? 0 : errno;
}

void EpollRun::connect_failed(Place& place, int error) {
  place.fd.reset();
  if (const auto other = work_.addresses().after_failure(place.address)) {
    place.address = *other;
    open(place);  // as deep as there are addresses
    return;
  }
  place.exchange.fail(outcome_of_connect(error), words_for(error), SteadyClock::now());
  finish(place, true);
}

/// Gives 0 once all is sent, EAGAIN where the rest has to wait, else errno.
int EpollRun::send_rest(Place& place, TimePoint connected_at) {
  const std::string_view request = work_.request();
  while (place.sent < request.size()) {
    const std::string_view rest = request.substr(place.sent);
    const ssize_t count = ::send(place.fd.get(), rest.data(), rest.size(), MSG_NOSIGNAL);
    if (count < 0) {
      return errno;
    }
    if (place.exchange.phase() == Exchange::Phase::connecting) {
      place.exchange.connected(connected_at);
      work_.connected(place.address);
    }
    place.sent += static_cast<std::size_t>(count);
    work_.traffic().octets_sent += static_cast<std::size_t>(count);
  }
  return 0;
}

void EpollRun::after_send(Place& place, int result) {
  if (result == EAGAIN) {
    watch(place, true);
  } else if (result != 0) {
    send_failed(place, result);
  } else if (place.watched == 0) {
    watch(place, false);
  }
}

/// No connection was made; or it broke, and then the reply to what was sent of the request may have
/// come before.
void EpollRun::send_failed(Place& place, int error) {
  if (place.exchange.phase() == Exchange::Phase::connecting) {
    connect_failed(place, error);
    return;
  }
  receive(place, broken);
  if (place.exchange.going_on()) {
    place.exchange.reset(words_for(error), SteadyClock::now());
    finish(place, true);
  }
}

void EpollRun::watch(Place& place, bool output) {
  epoll_event event{};
  event.events = EPOLLIN | EPOLLRDHUP | EPOLLET;
  if (output) {
    event.events |= EPOLLOUT;
  }
  if (event.events == place.watched) {
    return;
  }
  event.data.ptr = &place;
  const int operation = place.watched == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
  if (::epoll_ctl(epoll_.get(), operation, place.fd.get(), &event) != 0) {
    common::throw_errno("cannot watch a socket");
  }
  place.watched = event.events;
}

/// Reads what is there. A read that does not fill the buffer has emptied the socket, so none is
/// spent on hearing so; and where the peer's close came before it, it has read all that will ever
/// come.
void EpollRun::receive(Place& place, std::uint32_t events) {
  const bool peer_gone = (events & (peer_closed | broken)) != 0;
  const bool closed_cleanly = peer_gone && (events & broken) == 0;
  Exchange& exchange = place.exchange;
  while (exchange.going_on()) {
    const ssize_t count = ::recv(place.fd.get(), buffer_.data(), buffer_.size(), 0);
    const int error = errno;
    if (count < 0 && error == EAGAIN) {
      return;
    }
    const TimePoint now = SteadyClock::now();
    if (count < 0) {
      exchange.reset(words_for(error), now);
    } else if (count == 0) {
      exchange.closed(now);
    } else {
      const auto size = static_cast<std::size_t>(count);
      work_.traffic().octets_received += size;
      exchange.received({buffer_.data(), size}, now);
      const bool emptied = size < buffer_.size();
      if (emptied && closed_cleanly && exchange.going_on()) {
        exchange.closed(now);
      }
      if (emptied && !peer_gone && exchange.going_on()) {
        return;
      }
    }
  }
  finish(place, peer_gone);
}

void EpollRun::finish(Place& place, bool peer_gone) {
  const ExchangeEnd& end = place.exchange.end();
  const bool request_was_sent = place.sent == work_.request().size();
  if (!end.connection_stands || peer_gone || !request_was_sent) {
    place.fd.reset();
  }
  const bool no_connection =
      end.outcome == Outcome::refused || end.outcome == Outcome::no_local_port;
  work_.end(place.exchange, place.address);
  if (no_connection && work_.any_left()) {
    paused_.emplace_back(place.exchange.times().end + pause_after_failed_connect, &place);
  } else {
    ended_.push_back(&place);
  }
}

}  // namespace tiga::loadgen
