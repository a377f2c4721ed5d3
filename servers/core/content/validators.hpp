// What identifies a state of a file: its stamp here, its validators for clients.
#pragma once

#include <sys/stat.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace tiga::servers::core {

using FileTime = std::chrono::sys_time<std::chrono::nanoseconds>;

/// Identifies one state of a file (stat(2)); times in nanoseconds since 1970.
struct FileStamp {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t size = 0;
  std::int64_t modified = 0;
  std::int64_t changed = 0;

  bool operator==(const FileStamp&) const = default;
};

/// The state that fstat(2) reports.
FileStamp stamp_of(const struct stat& about);

/// Whether a file that changes after `now` gets another time than `time`, which is in nanoseconds
/// since 1970. False while `time` is too recent to tell, and if it is later than `now`.
bool is_settled(std::int64_t time, FileTime now);

/// Tells a client whether two replies have the same bytes (RFC 9110 §8.8). Without a tag: of no
/// file.
struct Validators {
  std::string tag;                      ///< with its quotes, and `W/` if it is weak
  std::chrono::sys_seconds modified{};  ///< the value of Last-Modified
  std::string lines;  ///< the file's field lines, each with its CR LF; ETag is the first

  bool is_strong() const { return !tag.starts_with("W/"); }
  /// The ETag field line, with its CR LF.
  std::string_view tag_line() const {
    return std::string_view(lines).substr(0, lines.find('\n') + 1);
  }
};

/// The validators of a file that had this stamp when it was opened at `now` or later. `is_strong`:
/// other bytes have another stamp. Last-Modified is never later than `now` (RFC 9110 §8.8.2.1), nor
/// before 1970.
Validators make_validators(const FileStamp& stamp, FileTime now, bool is_strong);

}  // namespace tiga::servers::core
