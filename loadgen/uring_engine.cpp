#include "loadgen/uring_engine.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <system_error>

#include "common/error.hpp"

namespace tiga::loadgen {
namespace {

constexpr unsigned submissions = 4096;
/// A chain: close the slot, socket, connect, send, receive.
constexpr unsigned longest_chain = 6;
constexpr unsigned least_buffers = 64;
constexpr unsigned most_buffers = 1024;
/// The kernel (6.13 and newer) does at most 20 deferred tasks a call. What it has left is to be
/// done before anything is started, or the backlog would grow.
constexpr unsigned as_many_as_there_may_be_more = 16;
constexpr int most_rounds_at_once = 16;  // deadlines and signals come then
constexpr int send_flags = MSG_NOSIGNAL | MSG_WAITALL;

// What a completion is for: the place, the generation of its connection, the operation.
constexpr unsigned operation_bits = 8;
constexpr unsigned generation_bits = 24;
constexpr std::uint32_t generation_mask = (1u << generation_bits) - 1;
constexpr std::uint64_t operation_mask = (1u << operation_bits) - 1;
constexpr unsigned number_shift = operation_bits + generation_bits;

std::string words_for(int error) { return std::generic_category().message(error); }

unsigned power_of_two_for(std::uint64_t count, unsigned least, unsigned most) {
  return static_cast<unsigned>(std::bit_ceil(std::clamp<std::uint64_t>(count, least, most)));
}

void set_fixed(io_uring_sqe* entry) {
  entry->flags = static_cast<std::uint8_t>(entry->flags | IOSQE_FIXED_FILE);
}
void set_linked(io_uring_sqe* entry) {
  entry->flags = static_cast<std::uint8_t>(entry->flags | IOSQE_IO_LINK);
}
void set_silent(io_uring_sqe* entry) {
  entry->flags = static_cast<std::uint8_t>(entry->flags | IOSQE_CQE_SKIP_SUCCESS);
}

}  // namespace

std::unique_ptr<Engine> make_uring_engine(Work& work, int stop_fd) {
  return std::make_unique<UringEngine>(work, stop_fd);
}

bool io_uring_offered() { return Uring::offered(); }

UringEngine::UringEngine(Work& work, int stop_fd)
    : Engine(work),
      ring_(submissions, power_of_two_for(4 * work.concurrency(), submissions, 1u << 16)),
      buffers_(ring_.get(), power_of_two_for(work.concurrency(), least_buffers, most_buffers)),
      slots_(places().size()),
      small_request_(work.request().size() <= safely_in_one_segment) {
  const auto count = static_cast<unsigned>(slots_.size());
  if (const int result = io_uring_register_files_sparse(ring_.get(), count); result != 0) {
    throw common::CannotRun("cannot give descriptors to io_uring: " + words_for(-result));
  }
  io_uring_sqe* const entry = ring_.next();
  io_uring_prep_poll_add(entry, stop_fd, POLLIN);
  io_uring_sqe_set_data64(entry, static_cast<std::uint64_t>(Operation::stop));
}

void UringEngine::wait(common::Nanoseconds time) {
  ring_.submit_and_wait(time);
  for (int rounds = 1; handle_completions() >= as_many_as_there_may_be_more; ++rounds) {
    if (rounds == most_rounds_at_once) {
      return;
    }
    ring_.submit_and_wait(common::Nanoseconds::zero());
  }
}

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

/// A small request is chained to its connection. A larger one is not: its reply may come, and end
/// the exchange, before all of it is sent.
void UringEngine::connect(Place& place) {
  ring_.reserve(longest_chain);
  open(place);
  const common::SocketAddress& target = target_of(place);
  io_uring_sqe* const entry = ring_.next();
  io_uring_prep_connect(entry, number_of(place), target.get(), target.size);
  tag(entry, Operation::connect, place);
  set_fixed(entry);
  ++slot_of(place).pending;
  if (small_request_) {
    set_linked(entry);
    set_linked(prepare_send(place));
    prepare_receive(place);
  }
}

/// Fills the slot of `place` with a socket; linked to what is prepared next.
void UringEngine::open(Place& place) {
  slot_of(place).send_error = 0;
  const common::SocketAddress& target = target_of(place);
  const common::SocketAddress* const source = source_of(place);
  if (source == nullptr && is_plain(socket_setup())) {
    io_uring_sqe* const entry = ring_.next();
    io_uring_prep_socket_direct(entry, target.family(), SOCK_STREAM, 0, place.number, 0);
    tag(entry, Operation::socket, place);
    set_linked(entry);
    set_silent(entry);
    return;
  }
  const common::UniqueFd socket = open_socket(target, source, socket_setup(), 0);
  const int descriptor = socket.get();
  ring_.submit();  // what closes the slot has to come first
  const int result = io_uring_register_files_update(ring_.get(), place.number, &descriptor, 1);
  if (result < 0) {
    throw common::CannotRun("cannot give a socket to io_uring: " + words_for(-result));
  }
}

void UringEngine::send(Place& place) {
  if (small_request_) {
    count_as_sent(place, work().request().size());
  }
  prepare_send(place);
}

io_uring_sqe* UringEngine::prepare_send(Place& place) {
  const std::string_view request = work().request();
  io_uring_sqe* const entry = ring_.next();
  io_uring_prep_send(entry, number_of(place), request.data(), request.size(), send_flags);
  tag(entry, Operation::send, place);
  set_fixed(entry);
  if (small_request_) {
    set_silent(entry);
  } else {
    ++slot_of(place).pending;
  }
  return entry;
}

void UringEngine::prepare_receive(Place& place) {
  io_uring_sqe* const entry = ring_.next();
  io_uring_prep_recv_multishot(entry, number_of(place), nullptr, 0, 0);
  tag(entry, Operation::receive, place);
  set_fixed(entry);
  entry->flags = static_cast<std::uint8_t>(entry->flags | IOSQE_BUFFER_SELECT);
  entry->buf_group = BufferRing::group;
  slot_of(place).receiving = true;
  ++slot_of(place).pending;
}

void UringEngine::disconnect(Place& place) {
  Slot& slot = slot_of(place);
  ring_.reserve(2);
  if (slot.pending > 0) {
    io_uring_sqe* const cancel = ring_.next();
    io_uring_prep_cancel_fd(cancel, number_of(place),
                            IORING_ASYNC_CANCEL_ALL | IORING_ASYNC_CANCEL_FD_FIXED);
    tag(cancel, Operation::cleanup, place);
    set_silent(cancel);
  }
  io_uring_sqe* const close = ring_.next();
  io_uring_prep_close_direct(close, place.number);
  tag(close, Operation::cleanup, place);
  set_silent(close);
  slot.generation = (slot.generation + 1) & generation_mask;
  slot.pending = 0;
  slot.receiving = false;
}

void UringEngine::tag(io_uring_sqe* entry, Operation operation, const Place& place) {
  io_uring_sqe_set_data64(entry, std::uint64_t{place.number} << number_shift |
                                     std::uint64_t{slot_of(place).generation} << operation_bits |
                                     static_cast<std::uint64_t>(operation));
}

void UringEngine::handle(const io_uring_cqe& completion) {
  const auto operation = static_cast<Operation>(completion.user_data & operation_mask);
  if (operation == Operation::stop) {
    work().stop(Stop::interrupted);
    return;
  }
  if (operation != Operation::cleanup) {
    Place& place = places()[completion.user_data >> number_shift];
    const auto generation = completion.user_data >> operation_bits & generation_mask;
    if (generation == slot_of(place).generation) {
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

}  // namespace tiga::loadgen
