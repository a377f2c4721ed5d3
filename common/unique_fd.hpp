// Owners of file descriptors, and the limit on open descriptors.
#pragma once

#include <cstddef>
#include <utility>

namespace tiga::common {

/// Owns one file descriptor; the destructor closes it. Not thread-safe.
class UniqueFd {
 public:
  UniqueFd() = default;
  explicit UniqueFd(int fd) noexcept : fd_(fd) {}
  UniqueFd(UniqueFd&& other) noexcept : fd_(other.release()) {}
  UniqueFd& operator=(UniqueFd&& other) noexcept {
    if (fd_ >= 0) {
      reset(other.release());
    } else {
      fd_ = other.release();
    }
    return *this;
  }
  UniqueFd(const UniqueFd&) = delete;
  UniqueFd& operator=(const UniqueFd&) = delete;
  ~UniqueFd() {
    if (fd_ >= 0) {
      reset();
    }
  }

  int get() const noexcept { return fd_; }
  explicit operator bool() const noexcept { return fd_ >= 0; }
  int release() noexcept { return std::exchange(fd_, -1); }
  void reset(int fd = -1) noexcept;

 private:
  int fd_ = -1;
};

/// The two ends of a pipe, closed on exec.
struct Pipe {
  UniqueFd read;
  UniqueFd write;
};

/// Throws CannotRun.
Pipe make_pipe();

/// Raises the soft limit on open descriptors to the hard limit and returns the resulting limit.
/// Never throws: if raising is refused, the old limit stays.
std::size_t raise_descriptor_limit() noexcept;

}  // namespace tiga::common
