#include "loadgen/engine/uring_engine.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <bit>

#include "common/error.hpp"

namespace tiga::loadgen::engine {
namespace {

constexpr unsigned submissions = 4096;
/// A chain: close the slot, socket, connect, send, receive.
constexpr unsigned longest_chain = 6;
constexpr unsigned least_buffers = 64;
constexpr unsigned most_buffers = 1024;
/// The kernel (6.13 and newer) does at most 20 deferred tasks a call. The remaining tasks must be
/// run before anything is started, or the backlog would grow.
constexpr unsigned as_many_as_there_may_be_more = 16;
constexpr int most_rounds_at_once = 16;  // then deadlines and signals are handled
constexpr int send_flags = MSG_NOSIGNAL | MSG_WAITALL;

unsigned power_of_two_for(std::uint64_t count, unsigned least, unsigned most) {
  return static_cast<unsigned>(std::bit_ceil(std::clamp<std::uint64_t>(count, least, most)));
}

}  // namespace

std::unique_ptr<Engine> make_uring_engine(requests::Work& work, int stop_fd) {
  return std::make_unique<UringEngine>(work, stop_fd);
}

UringEngine::UringEngine(requests::Work& work, int stop_fd)
    : Engine(work),
      ring_(submissions, power_of_two_for(4 * work.concurrency(), submissions, 1u << 16)),
      buffers_(ring_.get(), power_of_two_for(work.concurrency(), least_buffers, most_buffers)),
      states_(slots().size()),
      small_request_(work.request().size() <= safely_in_one_segment) {
  ring_.begin();
  const auto count = static_cast<unsigned>(states_.size());
  if (const int result = io_uring_register_files_sparse(ring_.get(), count); result != 0) {
    common::throw_errno("cannot give descriptors to io_uring", -result);
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

/// A small request is chained to its connection. A larger one is not: its reply may come, and end
/// the exchange, before all of it is sent.
void UringEngine::connect(RequestSlot& slot) {
  ring_.reserve(longest_chain);
  open(slot);
  const common::SocketAddress& target = target_of(slot);
  io_uring_sqe* const entry = ring_.next();
  io_uring_prep_connect(entry, number_of(slot), target.get(), target.size);
  tag(entry, Operation::connect, slot);
  common::add_flags(entry, IOSQE_FIXED_FILE);
  ++state_of(slot).pending;
  if (small_request_) {
    common::add_flags(entry, IOSQE_IO_LINK);
    common::add_flags(prepare_send(slot), IOSQE_IO_LINK);
    prepare_receive(slot);
  }
}

/// Fills the direct-descriptor slot of `slot` with a socket; linked to the entry prepared next.
void UringEngine::open(RequestSlot& slot) {
  state_of(slot).send_error = 0;
  const common::SocketAddress& target = target_of(slot);
  const common::SocketAddress* const source = source_of(slot);
  if (source == nullptr && is_plain(socket_setup())) {
    io_uring_sqe* const entry = ring_.next();
    io_uring_prep_socket_direct(entry, target.family(), SOCK_STREAM, 0, slot.number, 0);
    tag(entry, Operation::socket, slot);
    common::add_flags(entry, IOSQE_IO_LINK | IOSQE_CQE_SKIP_SUCCESS);
    return;
  }
  const common::UniqueFd socket = open_socket(target, source, socket_setup(), 0);
  const int descriptor = socket.get();
  ring_.submit();  // the close of the slot must be submitted first
  const int result = io_uring_register_files_update(ring_.get(), slot.number, &descriptor, 1);
  if (result < 0) {
    common::throw_errno("cannot give a socket to io_uring", -result);
  }
}

void UringEngine::send(RequestSlot& slot) {
  if (small_request_) {
    count_as_sent(slot, work().request().size());
  }
  prepare_send(slot);
}

io_uring_sqe* UringEngine::prepare_send(RequestSlot& slot) {
  const std::string_view request = work().request();
  io_uring_sqe* const entry = ring_.next();
  io_uring_prep_send(entry, number_of(slot), request.data(), request.size(), send_flags);
  tag(entry, Operation::send, slot);
  common::add_flags(entry, IOSQE_FIXED_FILE);
  if (small_request_) {
    common::add_flags(entry, IOSQE_CQE_SKIP_SUCCESS);
  } else {
    ++state_of(slot).pending;
  }
  return entry;
}

void UringEngine::prepare_receive(RequestSlot& slot) {
  io_uring_sqe* const entry = ring_.next();
  io_uring_prep_recv_multishot(entry, number_of(slot), nullptr, 0, 0);
  tag(entry, Operation::receive, slot);
  common::add_flags(entry, IOSQE_FIXED_FILE | IOSQE_BUFFER_SELECT);
  entry->buf_group = common::BufferRing::group;
  state_of(slot).receiving = true;
  ++state_of(slot).pending;
}

void UringEngine::disconnect(RequestSlot& slot) {
  SlotState& state = state_of(slot);
  ring_.reserve(2);
  if (state.pending > 0) {
    io_uring_sqe* const cancel = ring_.next();
    io_uring_prep_cancel_fd(cancel, number_of(slot),
                            IORING_ASYNC_CANCEL_ALL | IORING_ASYNC_CANCEL_FD_FIXED);
    tag(cancel, Operation::cleanup, slot);
    common::add_flags(cancel, IOSQE_CQE_SKIP_SUCCESS);
  }
  io_uring_sqe* const close = ring_.next();
  io_uring_prep_close_direct(close, slot.number);
  tag(close, Operation::cleanup, slot);
  common::add_flags(close, IOSQE_CQE_SKIP_SUCCESS);
  ++state.generation;
  state.pending = 0;
  state.receiving = false;
}

}  // namespace tiga::loadgen::engine
