#include "servers/core/file_cache.hpp"

#include <algorithm>
#include <ctime>
#include <iterator>
#include <utility>

namespace tiga::servers::core {
namespace {

// The kernel's clock of files ticks every 1 to 10 ms.
constexpr std::int64_t some_ticks = 50'000'000;

// A file may have any time; those more than 285 years from 1970 are cut.
std::int64_t nanoseconds_of(const timespec& time) {
  constexpr std::int64_t most_seconds = 9'000'000'000;
  const std::int64_t seconds = std::clamp<std::int64_t>(time.tv_sec, -most_seconds, most_seconds);
  return seconds * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

FileStamp stamp_of(const struct stat& about) {
  return {about.st_dev, about.st_ino, static_cast<std::uint64_t>(about.st_size),
          nanoseconds_of(about.st_mtim), nanoseconds_of(about.st_ctim)};
}

http::Validators validators_of(const FileStamp& stamp) {
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
  const bool weak = std::max(stamp.modified, stamp.changed) >= nanoseconds_of(now) - some_ticks;
  const std::chrono::sys_seconds second{std::chrono::seconds(now.tv_sec)};
  return {stamp.size, stamp.inode, stamp.modified, second, weak};
}

FileCache::Entries::iterator FileCache::find(std::string_view name) {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? entries_.end() : found->second;
}

void FileCache::erase(Entries::iterator entry) {
  size_ -= entry->bytes();
  by_name_.erase(entry->name);
  entries_.erase(entry);
}

FileCache::Held FileCache::fresh(std::string_view name, common::TimePoint now) {
  const std::lock_guard lock(mutex_);
  const auto entry = find(name);
  if (entry == entries_.end() || now - entry->looked_at >= validity) {
    return nullptr;
  }
  entries_.splice(entries_.begin(), entries_, entry);
  return entry->file;
}

FileCache::Held FileCache::confirm(std::string_view name, const FileStamp& stamp,
                                   common::TimePoint now) {
  const std::lock_guard lock(mutex_);
  const auto entry = find(name);
  if (entry == entries_.end()) {
    return nullptr;
  }
  if (entry->file->stamp != stamp) {
    erase(entry);
    return nullptr;
  }
  entry->looked_at = now;
  return entry->file;
}

void FileCache::keep(std::string_view name, Held file, common::TimePoint now) {
  const std::lock_guard lock(mutex_);
  if (const auto old = find(name); old != entries_.end()) {
    erase(old);
  }
  entries_.push_front({std::string(name), std::move(file), now});
  by_name_.emplace(entries_.front().name, entries_.begin());
  size_ += entries_.front().bytes();
  while (size_ > capacity_) {
    erase(std::prev(entries_.end()));
  }
}

void FileCache::drop(std::string_view name) {
  const std::lock_guard lock(mutex_);
  if (const auto entry = find(name); entry != entries_.end()) {
    erase(entry);
  }
}

std::size_t FileCache::size() const {
  const std::lock_guard lock(mutex_);
  return size_;
}

}  // namespace tiga::servers::core
