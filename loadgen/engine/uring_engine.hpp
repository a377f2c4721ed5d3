// The engine on io_uring(7). Sockets are direct descriptors, one for each slot. A connection takes
// one chain of operations: socket, connect, send, and a multishot receive, which then delivers
// every reply on it from a ring of buffers that all connections share. One system call handles
// everything that became ready and everything to be started. A request on an open connection is one
// send, and only received bytes produce completions.
#pragma once

#include <liburing.h>

#include <cstdint>
#include <string_view>
#include <vector>

#include "common/uring/uring.hpp"
#include "loadgen/engine/engine.hpp"

namespace tiga::loadgen::engine {

/// Not thread-safe; made by the thread that runs it.
class UringEngine : public Engine {
 public:
  /// Throws common::CannotRun.
  UringEngine(requests::Work& work, int stop_fd);

 private:
  enum class Operation : std::uint8_t { stop, socket, connect, send, receive, cleanup };

  /// The state of the direct descriptor of a slot.
  struct SlotState {
    std::uint32_t generation = 0;  // of its connection: completions of earlier ones are ignored
    std::uint32_t pending = 0;     // operations that have not completed yet
    bool receiving = false;        // one of them is the multishot receive
    int send_error = 0;            // errno of a send that has failed
  };

  void connect(RequestSlot& slot) override;
  void send(RequestSlot& slot) override;
  void disconnect(RequestSlot& slot) override;
  void wait(common::Nanoseconds time) override;

  void open(RequestSlot& slot);
  io_uring_sqe* prepare_send(RequestSlot& slot);
  void prepare_receive(RequestSlot& slot);
  void tag(io_uring_sqe* entry, Operation operation, const RequestSlot& slot);
  bool announced(Operation operation) const;

  unsigned handle_completions();
  void handle(const io_uring_cqe& completion);
  void handle(RequestSlot& slot, Operation operation, const io_uring_cqe& completion);
  void handle_connect(RequestSlot& slot, int result);
  void handle_send(RequestSlot& slot, int result);
  void handle_receive(RequestSlot& slot, const io_uring_cqe& completion);
  void receive(RequestSlot& slot, std::string_view bytes);
  void receive_end(RequestSlot& slot, int error);
  void count_as_sent(RequestSlot& slot, std::size_t bytes);

  SlotState& state_of(const RequestSlot& slot) { return states_[slot.number]; }
  static int number_of(const RequestSlot& slot) { return static_cast<int>(slot.number); }

  common::Uring ring_;
  common::BufferRing buffers_;
  std::vector<SlotState> states_;  // by index of their slot
  const bool small_request_;       // it can be chained to its connection
};

}  // namespace tiga::loadgen::engine
