#include "servers/core/content/validators.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "http/date.hpp"

namespace tiga::servers::core {
namespace {

using std::chrono::sys_seconds;

// A file's time may be any number of seconds; those that matter fit into nanoseconds.
std::int64_t nanoseconds_of(const timespec& time) {
  constexpr std::int64_t furthest = 7'000'000'000;
  return std::clamp<std::int64_t>(time.tv_sec, -furthest, furthest) * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

FileStamp stamp_of(const struct stat& about) {
  return {about.st_dev, about.st_ino, static_cast<std::uint64_t>(about.st_size),
          nanoseconds_of(about.st_mtim), nanoseconds_of(about.st_ctim)};
}

// The kernel's file clock ticks every 1 to 10 ms. Some file systems keep whole seconds, FAT even
// ones only.
bool is_settled(std::int64_t time, FileTime now) {
  constexpr std::int64_t second = 1'000'000'000;
  constexpr std::int64_t ticks = 50'000'000;
  return now.time_since_epoch().count() - time > (time % second == 0 ? 2 * second : ticks);
}

Validators make_validators(const FileStamp& stamp, FileTime now, bool is_strong) {
  using std::chrono::seconds;
  Validators made;
  made.tag = fmt::format("{}\"{:x}-{:x}-{:x}\"", is_strong ? "" : "W/", stamp.size, stamp.inode,
                         static_cast<std::uint64_t>(stamp.modified));
  made.modified =
      std::clamp(std::chrono::floor<seconds>(FileTime(std::chrono::nanoseconds(stamp.modified))),
                 sys_seconds(), std::chrono::floor<seconds>(now));
  made.lines = fmt::format("ETag: {}\r\nLast-Modified: {}\r\nAccept-Ranges: bytes\r\n", made.tag,
                           http::format_date(made.modified));
  return made;
}

}  // namespace tiga::servers::core
