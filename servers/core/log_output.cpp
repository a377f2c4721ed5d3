#include "servers/core/log_output.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace tiga::servers::core {

LogOutput::LogOutput(int fd) : fd_(fd) {
  struct stat status {};
  ::fstat(fd, &status);
  is_socket_ = S_ISSOCK(status.st_mode);
  is_file_ = S_ISREG(status.st_mode);
  if (!is_socket_ && !is_file_) {
    // O_NONBLOCK belongs to the open file, which others share, like the shell. This is another one.
    const std::string itself = "/proc/self/fd/" + std::to_string(fd);
    own_.reset(::open(itself.c_str(), O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  }
}

bool LogOutput::write(std::string_view line) {
  if (!rest_.empty()) {
    const ssize_t written = write_some(rest_);
    rest_.erase(0, static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    if (!rest_.empty()) {
      return false;
    }
  }
  const ssize_t written = write_some(line);
  if (written <= 0) {
    return false;
  }
  rest_ = line.substr(static_cast<std::size_t>(written));
  return true;
}

// What the system call returns.
ssize_t LogOutput::write_some(std::string_view bytes) const {
  if (is_socket_) {
    return ::send(fd_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  }
  if (own_) {
    return ::write(own_.get(), bytes.data(), bytes.size());
  }
  // A file does not wait for a reader. Anything else that cannot be opened again (a pipe of another
  // user, no /proc) takes a line without blocking once it is writable, unless another process is
  // faster.
  pollfd polled{fd_, POLLOUT, 0};
  if (!is_file_ && ::poll(&polled, 1, 0) == 0) {
    errno = EAGAIN;
    return -1;
  }
  return ::write(fd_, bytes.data(), bytes.size());
}

void LogOutput::make_room() const {
  if (const int size = ::fcntl(fd_, F_GETPIPE_SZ); size > 0) {
    ::fcntl(fd_, F_SETPIPE_SZ, size + 1);  // rounded up to the next size that the kernel has
  }
}

}  // namespace tiga::servers::core
