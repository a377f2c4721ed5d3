#include "servers/core/content/file_cache.hpp"

#include <iterator>
#include <utility>

namespace tiga::servers::core {

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
