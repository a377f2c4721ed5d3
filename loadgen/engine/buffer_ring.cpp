#include "loadgen/engine/buffer_ring.hpp"

#include <cstdlib>
#include <new>

#include "common/error.hpp"

namespace tiga::loadgen::engine {
namespace {

constexpr std::size_t page = 4096;

unsigned short buffer_of(const io_uring_cqe& completion) {
  return static_cast<unsigned short>(completion.flags >> IORING_CQE_BUFFER_SHIFT);
}

}  // namespace

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
    common::throw_errno("cannot give buffers to io_uring", -result);
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

}  // namespace tiga::loadgen::engine
