#include "tests/http/guarded.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cstring>
#include <stdexcept>

namespace tiga::http::test {

GuardedMemory::GuardedMemory(std::size_t capacity)
    : page_(static_cast<std::size_t>(sysconf(_SC_PAGESIZE))) {
  const std::size_t size = (capacity + page_ - 1) / page_ * page_;
  void* const memory =
      mmap(nullptr, size + page_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::runtime_error("mmap failed");
  begin_ = static_cast<char*>(memory);
  guard_ = begin_ + size;
  if (mprotect(guard_, page_, PROT_NONE) != 0) throw std::runtime_error("mprotect failed");
}

GuardedMemory::~GuardedMemory() {
  munmap(begin_, static_cast<std::size_t>(guard_ - begin_) + page_);
}

std::string_view GuardedMemory::place(std::string_view bytes) {
  if (bytes.size() > static_cast<std::size_t>(guard_ - begin_))
    throw std::length_error("does not fit");
  char* const at = guard_ - bytes.size();
  std::memcpy(at, bytes.data(), bytes.size());
  return {at, bytes.size()};
}

}  // namespace tiga::http::test
