// One run of the epoll engine. Each connection is registered once, edge-triggered; the next request
// is sent as soon as a reply is whole. At depth a request on a standing connection takes one send
// and one recv; a request with a connection of its own takes socket, connect, send, epoll_ctl, recv
// and close.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string_view>
#include <utility>
#include <vector>

#include "common/clock.hpp"
#include "common/unique_fd.hpp"
#include "loadgen/exchange.hpp"
#include "loadgen/work.hpp"

namespace tiga::loadgen {

/// Drives the exchanges of one Work. Not thread-safe.
class EpollRun {
 public:
  /// Both must outlive it. Throws common::CannotRun.
  EpollRun(Work& work, int stop_fd);

  /// As Engine::run.
  void run();

 private:
  /// One place of the closed loop: a connection, where one stands, and the exchange on it.
  struct Place {
    explicit Place(ReplyChecker& checker) : exchange(checker) {}

    common::UniqueFd fd;
    Exchange exchange;
    std::uint32_t watched = 0;  // events that the connection is registered for
    std::size_t sent = 0;       // octets of the request
    std::size_t address = 0;    // number of the address that it goes to
  };

  // The loop: epoll_run.cpp
  void open_all();
  void wait();
  common::TimePoint next_wake() const;
  void restart_ended();
  void restart_paused(common::TimePoint now);
  void expire(common::TimePoint now);
  void abandon_all();

  // One place: epoll_place.cpp
  void start_next(Place& place, common::TimePoint now);
  void handle(Place& place, std::uint32_t events);
  void open(Place& place);
  int connect(Place& place);
  void connect_failed(Place& place, int error);
  int send_rest(Place& place, common::TimePoint connected_at);
  void after_send(Place& place, int result);
  void send_failed(Place& place, int error);
  void watch(Place& place, bool output);
  void receive(Place& place, std::uint32_t events);
  void finish(Place& place, bool peer_gone);

  Work& work_;
  common::UniqueFd epoll_;
  std::vector<Place> places_;  // never moved once made: the kernel holds their addresses
  std::vector<char> buffer_;
  std::vector<Place*>
      ended_;  // to start their next request: by the loop, lest finish() recurse without end
  std::deque<std::pair<common::TimePoint, Place*>> paused_;  // by time of their next try
  common::TimePoint next_expiry_;                            // no request times out before
};

}  // namespace tiga::loadgen
