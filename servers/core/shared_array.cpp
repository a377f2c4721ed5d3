#include "servers/core/shared_array.hpp"

#include <sys/mman.h>

#include "common/error.hpp"

namespace tiga::servers::core {

void Unmap::operator()(void* memory) const { ::munmap(memory, bytes); }

SharedMemory map_shared(std::size_t bytes) {
  void* memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) {
    common::throw_errno("cannot share memory with other processes");
  }
  return {memory, Unmap{bytes}};
}

}  // namespace tiga::servers::core
