#include "common/file_lock.hpp"

#include <poll.h>
#include <sys/file.h>

#include <cerrno>

namespace tiga::common {

bool try_lock_until(int fd, Deadline deadline) {
  constexpr int between_tries_ms = 20;
  while (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    if ((errno != EWOULDBLOCK && errno != EINTR) || deadline.passed()) {
      return false;
    }
    ::poll(nullptr, 0, between_tries_ms);
  }
  return true;
}

}  // namespace tiga::common
