#include "loadgen/engine/uring.hpp"

#include <cerrno>

#include "common/error.hpp"

namespace tiga::loadgen::engine {
namespace {

constexpr unsigned flags =
    IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN | IORING_SETUP_CQSIZE;

int set_up(io_uring& ring, unsigned entries, unsigned completions) {
  io_uring_params params{};
  params.flags = flags;
  params.cq_entries = completions;
  return -io_uring_queue_init_params(entries, &ring, &params);
}

__kernel_timespec timespec_of(common::Nanoseconds time) {
  const auto whole = std::chrono::duration_cast<std::chrono::seconds>(time);
  return {whole.count(), (time - whole).count()};
}

}  // namespace

Uring::Uring(unsigned entries, unsigned completions) {
  if (const int error = set_up(ring_, entries, completions); error != 0) {
    common::throw_errno("cannot set up io_uring", error);
  }
  // Saves looking up the ring at each call. A failure is harmless.
  io_uring_register_ring_fd(&ring_);
}

void Uring::reserve(unsigned count) {
  if (io_uring_sq_space_left(&ring_) < count) {
    submit();
  }
}

void Uring::submit() {
  if (const int result = io_uring_submit(&ring_); result < 0) {
    common::throw_errno("cannot submit to io_uring", -result);
  }
}

io_uring_sqe* Uring::next() {
  reserve(1);
  return io_uring_get_sqe(&ring_);
}

void Uring::submit_and_wait(common::Nanoseconds time) {
  __kernel_timespec left = timespec_of(time);
  io_uring_cqe* first = nullptr;
  const int result = io_uring_submit_and_wait_timeout(&ring_, &first, 1, &left, nullptr);
  if (result < 0 && result != -ETIME && result != -EINTR) {
    common::throw_errno("cannot wait for io_uring", -result);
  }
}

bool Uring::offered() {
  io_uring ring{};
  if (set_up(ring, 1, 2) != 0) {
    return false;
  }
  io_uring_queue_exit(&ring);
  return true;
}

}  // namespace tiga::loadgen::engine
