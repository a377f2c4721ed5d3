// The engine on io_uring(7). Sockets are direct descriptors, one slot a place. A connection takes
// one chain of operations: socket, connect, send, and a multishot receive, which then serves every
// reply on it out of a ring of buffers that all connections share. The kernel is entered once for
// all that became ready and all that is to be started: a request on a standing connection is one
// send, and completions tell of received octets only.
#pragma once

#include <liburing.h>

#include <cstdint>
#include <string_view>
#include <vector>

#include "loadgen/engine/buffer_ring.hpp"
#include "loadgen/engine/engine.hpp"
#include "loadgen/engine/uring.hpp"

namespace tiga::loadgen::engine {

/// Not thread-safe; made by the thread that runs it.
class UringEngine : public Engine {
 public:
  /// Throws common::CannotRun.
  UringEngine(requests::Work& work, int stop_fd);

 private:
  enum class Operation : std::uint8_t { stop, socket, connect, send, receive, cleanup };

  /// What goes on in the slot of a place.
  struct Slot {
    std::uint32_t generation = 0;  // of its connection: completions of earlier ones are ignored
    std::uint32_t pending = 0;     // operations whose end is still to be announced
    bool receiving = false;        // one of them is the multishot receive
    int send_error = 0;            // errno of a send that has failed
  };

  void connect(Place& place) override;
  void send(Place& place) override;
  void disconnect(Place& place) override;
  void wait(common::Nanoseconds time) override;

  void open(Place& place);
  io_uring_sqe* prepare_send(Place& place);
  void prepare_receive(Place& place);
  void tag(io_uring_sqe* entry, Operation operation, const Place& place);
  bool announced(Operation operation) const;

  unsigned handle_completions();
  void handle(const io_uring_cqe& completion);
  void handle(Place& place, Operation operation, const io_uring_cqe& completion);
  void handle_connect(Place& place, int result);
  void handle_send(Place& place, int result);
  void handle_receive(Place& place, const io_uring_cqe& completion);
  void receive(Place& place, std::string_view octets);
  void receive_end(Place& place, int error);
  void count_as_sent(Place& place, std::size_t octets);

  Slot& slot_of(const Place& place) { return slots_[place.number]; }
  static int number_of(const Place& place) { return static_cast<int>(place.number); }

  Uring ring_;
  BufferRing buffers_;
  std::vector<Slot> slots_;   // by number of their place
  const bool small_request_;  // it can be chained to its connection
};

}  // namespace tiga::loadgen::engine
