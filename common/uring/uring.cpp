#include "common/uring/uring.hpp"

#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <new>

#include "common/error.hpp"

namespace tiga::common {
namespace {

constexpr unsigned set_up_flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN |
                                  IORING_SETUP_SUBMIT_ALL | IORING_SETUP_CQSIZE |
                                  IORING_SETUP_R_DISABLED;

constexpr std::size_t page = 4096;

unsigned short buffer_of(const io_uring_cqe& completion) {
  return static_cast<unsigned short>(completion.flags >> IORING_CQE_BUFFER_SHIFT);
}

int set_up(io_uring& ring, unsigned entries, unsigned completions) {
  io_uring_params params{};
  params.flags = set_up_flags;
  params.cq_entries = completions;
  return -io_uring_queue_init_params(entries, &ring, &params);
}

__kernel_timespec timespec_of(Nanoseconds time) {
  const auto whole = std::chrono::duration_cast<std::chrono::seconds>(time);
  return {whole.count(), (time - whole).count()};
}

}  // namespace

Uring::Uring(unsigned entries, unsigned completions) {
  if (const int error = set_up(ring_, entries, completions); error != 0) {
    throw_errno("cannot set up io_uring", error);
  }
}

void Uring::begin() {
  // liburing 2.3 (Debian 12) does not export io_uring_enable_rings(3).
  if (::syscall(SYS_io_uring_register, ring_.ring_fd, IORING_REGISTER_ENABLE_RINGS, nullptr, 0) <
      0) {
    throw_errno("cannot start io_uring");
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
  while (io_uring_sq_ready(&ring_) > 0) {
    if (const int result = io_uring_submit(&ring_); result < 0) {
      throw_errno("cannot submit to io_uring", -result);
    }
  }
}

io_uring_sqe* Uring::next() {
  reserve(1);
  return io_uring_get_sqe(&ring_);
}

void Uring::submit_and_wait(Nanoseconds time) {
  __kernel_timespec left = timespec_of(time);
  io_uring_cqe* first = nullptr;
  const int result = io_uring_submit_and_wait_timeout(&ring_, &first, 1, &left, nullptr);
  if (result < 0 && result != -ETIME && result != -EINTR) {
    throw_errno("cannot wait for io_uring", -result);
  }
  submit();  // nothing is left, unless the kernel stopped early
}

bool Uring::offered() {
  io_uring ring{};
  if (set_up(ring, 1, 2) != 0) {
    return false;
  }
  io_uring_queue_exit(&ring);
  return true;
}

void add_flags(io_uring_sqe* entry, unsigned flags) {
  entry->flags = static_cast<std::uint8_t>(entry->flags | flags);
}

void BufferRing::Free::operator()(io_uring_buf_ring* entries) const { std::free(entries); }

BufferRing::BufferRing(io_uring* ring, unsigned count)
    : ring_(ring), count_(count), memory_(count * buffer_size) {
  const std::size_t size = (count * sizeof(io_uring_buf) + page - 1) / page * page;
  entries_.reset(static_cast<io_uring_buf_ring*>(std::aligned_alloc(page, size)));
  if (!entries_) {
    throw std::bad_alloc();
  }
  io_uring_buf_ring_init(entries_.get());
  io_uring_buf_reg registration{};
  registration.ring_addr = reinterpret_cast<std::uintptr_t>(entries_.get());
  registration.ring_entries = count;
  registration.bgid = group;
  if (const int result = io_uring_register_buf_ring(ring, &registration, 0); result != 0) {
    throw_errno("cannot give buffers to io_uring", -result);
  }
  for (unsigned number = 0; number < count; ++number) {
    add(static_cast<unsigned short>(number));
  }
}

BufferRing::~BufferRing() { io_uring_unregister_buf_ring(ring_, group); }

std::string_view BufferRing::bytes(const io_uring_cqe& completion) const {
  return {memory_.data() + buffer_of(completion) * buffer_size,
          static_cast<std::size_t>(completion.res)};
}

void BufferRing::give_back(const io_uring_cqe& completion) { add(buffer_of(completion)); }

void BufferRing::add(unsigned short number) {
  io_uring_buf_ring_add(entries_.get(), memory_.data() + number * buffer_size, buffer_size, number,
                        io_uring_buf_ring_mask(count_), 0);
  io_uring_buf_ring_advance(entries_.get(), 1);
}

}  // namespace tiga::common
