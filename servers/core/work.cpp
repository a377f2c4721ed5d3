#include "servers/core/work.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstddef>
#include <ctime>
#include <memory>
#include <thread>

namespace tiga::servers::core {
namespace {

// By the thread's own clock (clock_gettime(2)): what others run meanwhile does not count.
std::chrono::nanoseconds own_cpu_time() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

// About a microsecond, so that little of the time goes into asking for it.
void spin() {
  for (std::size_t turn = 0; turn < 1'000; ++turn) {
    asm volatile("");  // keeps the loop
  }
}

void burn(std::chrono::microseconds span) {
  const std::chrono::nanoseconds end = own_cpu_time() + span;
  while (own_cpu_time() < end) {
    spin();
  }
}

// The pages that the kernel holds of it are given up first (posix_fadvise(2)), so that they come
// from the disk again; not those that are yet to be written. A file system in memory has no other.
// A file that cannot be read fails when it is sent, too.
void read_from_disk(int file) {
  constexpr std::size_t at_once = std::size_t{64} * 1024;  // not on a thread's small stack
  const auto buffer = std::make_unique_for_overwrite<char[]>(at_once);
  ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
  off_t offset = 0;
  ssize_t got = 0;
  while ((got = ::pread(file, buffer.get(), at_once, offset)) > 0) {
    offset += got;
  }
}

}  // namespace

void perform(const Work& work) {
  switch (work.kind) {
    case Work::Kind::none:
      return;
    case Work::Kind::burn:
      return burn(work.span);
    case Work::Kind::sleep:
      return std::this_thread::sleep_for(work.span);
    case Work::Kind::read:
      return read_from_disk(work.file->get());
  }
}

}  // namespace tiga::servers::core
