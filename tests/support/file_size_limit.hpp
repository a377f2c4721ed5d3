// A disk that is full, for one process.
#pragma once

#include <sys/resource.h>

#include <csignal>

namespace tiga::tests {

/// While it exists, no file grows beyond `bytes`: write(2) writes what fits, then fails with EFBIG.
/// SIGXFSZ is ignored from then on. Not thread-safe.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{.rlim_cur = bytes, .rlim_max = before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &before_); }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit before_{};
};

}  // namespace tiga::tests
