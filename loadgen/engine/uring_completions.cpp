// What the engine on io_uring does with completions.
#include <cerrno>

#include "common/error.hpp"
#include "loadgen/engine/uring_engine.hpp"

namespace tiga::loadgen::engine {
namespace {

// What a completion belongs to: the slot, the generation of its connection, the operation.
constexpr unsigned operation_bits = 8;
constexpr unsigned generation_bits = 24;
constexpr std::uint32_t generation_mask = (1u << generation_bits) - 1;
constexpr std::uint64_t operation_mask = (1u << operation_bits) - 1;
constexpr unsigned number_shift = operation_bits + generation_bits;

}  // namespace

unsigned UringEngine::handle_completions() {
  read_clock();
  unsigned head = 0;
  unsigned count = 0;
  io_uring_cqe* completion = nullptr;
  io_uring_for_each_cqe(ring_.get(), head, completion) {
    handle(*completion);
    ++count;
  }
  io_uring_cq_advance(ring_.get(), count);
  return count;
}

void UringEngine::tag(io_uring_sqe* entry, Operation operation, const RequestSlot& slot) {
  io_uring_sqe_set_data64(
      entry, std::uint64_t{slot.number} << number_shift |
                 std::uint64_t{state_of(slot).generation & generation_mask} << operation_bits |
                 static_cast<std::uint64_t>(operation));
}

void UringEngine::handle(const io_uring_cqe& completion) {
  const auto operation = static_cast<Operation>(completion.user_data & operation_mask);
  if (operation == Operation::stop) {
    work().stop(requests::Stop::interrupted);
    return;
  }
  if (operation != Operation::cleanup) {
    RequestSlot& slot = slots()[completion.user_data >> number_shift];
    const auto generation = completion.user_data >> operation_bits & generation_mask;
    if (generation == (state_of(slot).generation & generation_mask)) {
      handle(slot, operation, completion);
    }
  }
  if ((completion.flags & IORING_CQE_F_BUFFER) != 0) {
    buffers_.give_back(completion);
  }
}

void UringEngine::handle(RequestSlot& slot, Operation operation, const io_uring_cqe& completion) {
  if ((completion.flags & IORING_CQE_F_MORE) == 0 && announced(operation)) {
    --state_of(slot).pending;
  }
  switch (operation) {
    case Operation::socket:
      common::throw_errno("cannot open a socket", -completion.res);
    case Operation::connect:
      handle_connect(slot, completion.res);
      return;
    case Operation::send:
      handle_send(slot, completion.res);
      return;
    default:
      handle_receive(slot, completion);
      return;
  }
}

/// Whether such an operation always ends with a completion.
bool UringEngine::announced(Operation operation) const {
  return operation == Operation::connect || operation == Operation::receive ||
         (operation == Operation::send && !small_request_);
}

void UringEngine::handle_connect(RequestSlot& slot, int result) {
  if (result != 0) {
    connect_failed(slot, -result);
    return;
  }
  connected(slot, now());
  if (small_request_) {
    count_as_sent(slot, work().request().size());
  } else {
    prepare_receive(slot);
    prepare_send(slot);
  }
}

/// The send of a small request completes only if it failed. Bytes that the server sent before the
/// connection broke are read first.
void UringEngine::handle_send(RequestSlot& slot, int result) {
  SlotState& state = state_of(slot);
  if (result > 0 && !small_request_) {
    count_as_sent(slot, static_cast<std::size_t>(result));
  }
  if (result < 0 || static_cast<std::size_t>(result) < work().request().size()) {
    state.send_error = result < 0 ? -result : EPIPE;
    if (!state.receiving) {
      prepare_receive(slot);
    }
  }
}

void UringEngine::handle_receive(RequestSlot& slot, const io_uring_cqe& completion) {
  SlotState& state = state_of(slot);
  state.receiving = (completion.flags & IORING_CQE_F_MORE) != 0;
  if (completion.res > 0) {
    const auto generation = state.generation;
    receive(slot, buffers_.bytes(completion));
    if (!state.receiving && state.generation == generation) {
      prepare_receive(slot);
    }
    return;
  }
  // Either no buffer was free, but those of this batch will be; or a failed send cancelled the
  // receive that was chained to it.
  const bool again =
      completion.res == -ENOBUFS || (completion.res == -ECANCELED && state.send_error != 0);
  if (again) {
    prepare_receive(slot);
  } else {
    receive_end(slot, -completion.res);
  }
}

void UringEngine::receive(RequestSlot& slot, std::string_view bytes) {
  if (!slot.exchange.in_progress()) {  // between two requests, so whatever it is, it ends the
    drop(slot);                        // connection
    return;
  }
  slot.exchange.received(bytes, now());
  if (!slot.exchange.in_progress()) {
    finish(slot, false);
  }
}

/// The connection has ended. `error`: 0 for an orderly close, else errno.
void UringEngine::receive_end(RequestSlot& slot, int error) {
  if (!slot.exchange.in_progress()) {
    drop(slot);
    return;
  }
  if (error == 0) {
    slot.exchange.closed(now());
  } else {
    slot.exchange.reset(error_text(error), now());
  }
  finish(slot, true);
}

void UringEngine::count_as_sent(RequestSlot& slot, std::size_t bytes) {
  slot.sent = bytes;
  slot.exchange.sent(bytes);
}

}  // namespace tiga::loadgen::engine
