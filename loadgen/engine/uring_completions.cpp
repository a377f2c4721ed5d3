// What the engine on io_uring does with completions.
#include <cerrno>
#include <system_error>

#include "common/error.hpp"
#include "loadgen/engine/uring_engine.hpp"

namespace tiga::loadgen::engine {
namespace {

// What a completion is for: the place, the generation of its connection, the operation.
constexpr unsigned operation_bits = 8;
constexpr unsigned generation_bits = 24;
constexpr std::uint32_t generation_mask = (1u << generation_bits) - 1;
constexpr std::uint64_t operation_mask = (1u << operation_bits) - 1;
constexpr unsigned number_shift = operation_bits + generation_bits;

std::string words_for(int error) { return std::generic_category().message(error); }

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

void UringEngine::tag(io_uring_sqe* entry, Operation operation, const Place& place) {
  io_uring_sqe_set_data64(
      entry, std::uint64_t{place.number} << number_shift |
                 std::uint64_t{slot_of(place).generation & generation_mask} << operation_bits |
                 static_cast<std::uint64_t>(operation));
}

void UringEngine::handle(const io_uring_cqe& completion) {
  const auto operation = static_cast<Operation>(completion.user_data & operation_mask);
  if (operation == Operation::stop) {
    work().stop(requests::Stop::interrupted);
    return;
  }
  if (operation != Operation::cleanup) {
    Place& place = places()[completion.user_data >> number_shift];
    const auto generation = completion.user_data >> operation_bits & generation_mask;
    if (generation == (slot_of(place).generation & generation_mask)) {
      handle(place, operation, completion);
    }
  }
  if ((completion.flags & IORING_CQE_F_BUFFER) != 0) {
    buffers_.give_back(completion);
  }
}

void UringEngine::handle(Place& place, Operation operation, const io_uring_cqe& completion) {
  if ((completion.flags & IORING_CQE_F_MORE) == 0 && announced(operation)) {
    --slot_of(place).pending;
  }
  switch (operation) {
    case Operation::socket:
      throw common::CannotRun("cannot open a socket: " + words_for(-completion.res));
    case Operation::connect:
      handle_connect(place, completion.res);
      return;
    case Operation::send:
      handle_send(place, completion.res);
      return;
    default:
      handle_receive(place, completion);
      return;
  }
}

/// Whether the end of such an operation always comes as a completion.
bool UringEngine::announced(Operation operation) const {
  return operation == Operation::connect || operation == Operation::receive ||
         (operation == Operation::send && !small_request_);
}

void UringEngine::handle_connect(Place& place, int result) {
  if (result != 0) {
    connect_failed(place, -result);
    return;
  }
  connected(place, now());
  if (small_request_) {
    count_as_sent(place, work().request().size());
  } else {
    prepare_receive(place);
    prepare_send(place);
  }
}

/// A small request's only if it has failed. What the server said before the connection broke is
/// read first.
void UringEngine::handle_send(Place& place, int result) {
  Slot& slot = slot_of(place);
  if (result > 0 && !small_request_) {
    count_as_sent(place, static_cast<std::size_t>(result));
  }
  if (result < 0 || static_cast<std::size_t>(result) < work().request().size()) {
    slot.send_error = result < 0 ? -result : EPIPE;
    if (!slot.receiving) {
      prepare_receive(place);
    }
  }
}

void UringEngine::handle_receive(Place& place, const io_uring_cqe& completion) {
  Slot& slot = slot_of(place);
  slot.receiving = (completion.flags & IORING_CQE_F_MORE) != 0;
  if (completion.res > 0) {
    const auto generation = slot.generation;
    receive(place, buffers_.octets(completion));
    if (!slot.receiving && slot.generation == generation) {
      prepare_receive(place);
    }
    return;
  }
  // No buffer was free, but those of this batch will be; or a send that has failed took the receive
  // that was chained to it along.
  const bool again =
      completion.res == -ENOBUFS || (completion.res == -ECANCELED && slot.send_error != 0);
  if (again) {
    prepare_receive(place);
  } else {
    receive_end(place, -completion.res);
  }
}

void UringEngine::receive(Place& place, std::string_view octets) {
  if (!place.exchange.going_on()) {  // between two requests, so whatever it is, it ends the
    drop(place);                     // connection
    return;
  }
  place.exchange.received(octets, now());
  if (!place.exchange.going_on()) {
    finish(place, false);
  }
}

/// The connection has ended; `error`: 0 in order, else errno.
void UringEngine::receive_end(Place& place, int error) {
  if (!place.exchange.going_on()) {
    drop(place);
    return;
  }
  if (error == 0) {
    place.exchange.closed(now());
  } else {
    place.exchange.reset(words_for(error), now());
  }
  finish(place, true);
}

void UringEngine::count_as_sent(Place& place, std::size_t octets) {
  place.sent = octets;
  place.exchange.sent(octets);
}

}  // namespace tiga::loadgen::engine
