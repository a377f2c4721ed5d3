// Where log lines go: a descriptor whose reader is never waited for.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "common/unique_fd.hpp"

namespace tiga::servers::core {

/// Writes lines to a file, a terminal, a pipe or a socket that other processes may share. A server
/// must serve on while nobody reads its log, so a line that is not taken at once is refused. Not
/// thread-safe.
class LogOutput {
 public:
  /// The longest line, with its newline, that a pipe takes completely or not at all (PIPE_BUF,
  /// write(2)), so that the lines of several processes do not mix.
  static constexpr std::size_t longest_line = 4096;

  /// `fd` must stay open.
  explicit LogOutput(int fd);

  /// Whether the line was taken; never waits. If only its beginning was taken, the rest precedes
  /// the next line.
  bool write(std::string_view line);
  /// Makes room for one more line where that is possible: in a pipe that is full.
  void make_room() const;

 private:
  ssize_t write_some(std::string_view bytes) const;

  const int fd_;
  common::UniqueFd own_;  // the same pipe or terminal, opened without blocking; may be empty
  bool is_socket_ = false;
  bool is_file_ = false;
  std::string rest_;  // of a line of which only the beginning was taken
};

}  // namespace tiga::servers::core
