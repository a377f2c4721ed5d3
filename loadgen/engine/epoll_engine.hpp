// The engine on epoll(7). Each connection is registered once, edge-triggered; the next request is
// sent as soon as a reply is complete. A request on an open connection takes one send and one recv;
// a request with its own connection takes socket, connect, send, epoll_ctl, recv and close.
#pragma once

#include <cstdint>
#include <vector>

#include "common/unique_fd.hpp"
#include "loadgen/engine/engine.hpp"

namespace tiga::loadgen::engine {

/// Not thread-safe.
class EpollEngine : public Engine {
 public:
  /// Throws common::CannotRun.
  EpollEngine(requests::Work& work, int stop_fd);

 private:
  struct Socket {
    common::UniqueFd fd;
    std::uint32_t watched = 0;  // events for which it is registered
  };

  void connect(RequestSlot& slot) override;
  void send(RequestSlot& slot) override;
  void disconnect(RequestSlot& slot) override;
  void wait(common::Nanoseconds time) override;

  Socket& socket_of(const RequestSlot& slot) { return sockets_[slot.number]; }
  void handle(RequestSlot& slot, std::uint32_t events);
  int send_rest(RequestSlot& slot, common::TimePoint connected_at);
  void after_send(RequestSlot& slot, int result);
  void send_failed(RequestSlot& slot, int error);
  void watch(RequestSlot& slot, bool output);
  void watch_anew(RequestSlot& slot);
  void receive(RequestSlot& slot, std::uint32_t events);

  common::UniqueFd epoll_;
  std::vector<Socket> sockets_;  // by index of their slot
  std::vector<char> buffer_;
};

}  // namespace tiga::loadgen::engine
