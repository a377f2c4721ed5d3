// Small files, cached with what is needed to serve them.
#pragma once

#include <sys/stat.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "common/clock.hpp"
#include "http/conditions.hpp"

namespace tiga::servers::core {

/// Identifies one state of a file (stat(2)); times in nanoseconds.
struct FileStamp {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t size = 0;
  std::int64_t modified = 0;
  std::int64_t changed = 0;

  bool operator==(const FileStamp&) const = default;
};

FileStamp stamp_of(const struct stat& about);

/// The validators of a file with that stamp. They are weak while it has changed so recently that it
/// may change again with the same stamp.
http::Validators validators_of(const FileStamp& stamp);

/// A file that was read completely.
struct HeldFile {
  std::string content;
  std::string_view content_type;  ///< a literal
  FileStamp stamp;
  http::Validators validators;
};

/// Files by name; evicts the least recently used. It does no file access: the caller supplies files
/// and the time. An entry checked within `validity` is returned as it is; an older one must be
/// confirmed or replaced. A missing file is never cached. Thread-safe.
class FileCache {
 public:
  using Held = std::shared_ptr<const HeldFile>;
  static constexpr std::chrono::milliseconds validity{1000};

  /// Contents and names together take at most `capacity` bytes.
  explicit FileCache(std::size_t capacity) : capacity_(capacity) {}

  /// The file of that name if it was checked recently; else null.
  Held fresh(std::string_view name, common::TimePoint now);
  /// The file of that name has this stamp now. Returns the cached file if it matches; else drops
  /// it.
  Held confirm(std::string_view name, const FileStamp& stamp, common::TimePoint now);
  /// Caches a file that was just read; replaces the entry of that name.
  void keep(std::string_view name, Held file, common::TimePoint now);
  /// The file no longer exists.
  void drop(std::string_view name);

  /// Bytes in use.
  std::size_t size() const;

 private:
  struct Entry {
    std::string name;
    Held file;
    common::TimePoint looked_at;
    std::size_t bytes() const { return name.size() + file->content.size() + sizeof(Entry); }
  };
  using Entries = std::list<Entry>;

  Entries::iterator find(std::string_view name);
  void erase(Entries::iterator entry);

  const std::size_t capacity_;
  mutable std::mutex mutex_;
  Entries entries_;                                                  // most recently used first
  std::unordered_map<std::string_view, Entries::iterator> by_name_;  // views into entries_
  std::size_t size_ = 0;
};

}  // namespace tiga::servers::core
