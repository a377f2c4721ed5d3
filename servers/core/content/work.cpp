#include "servers/core/content/work.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstddef>
#include <ctime>
#include <memory>
#include <thread>

namespace tiga::servers::core {
namespace {

// The thread's own clock (clock_gettime(2)): time used by other threads does not count.
std::chrono::nanoseconds own_cpu_time() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

// About a microsecond, so that reading the clock takes little of the time.
void spin() {
  for (std::size_t turn = 0; turn < 1'000; ++turn) {
    asm volatile("");  // prevents the compiler from removing the loop
  }
}

void burn(std::chrono::microseconds span) {
  const std::chrono::nanoseconds end = own_cpu_time() + span;
  while (own_cpu_time() < end) {
    spin();
  }
}

// Drops the kernel's cached pages of the file first (posix_fadvise(2)), so that they are read from
// the disk again. Dirty pages stay, and a file system in memory has no disk. A file that cannot be
// read also fails when it is sent.
void read_from_disk(int file) {
  constexpr std::size_t at_once = std::size_t{64} * 1024;  // a thread's stack is small
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
