// Small files, kept with what is needed to answer with them.
#pragma once

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

namespace tiga::servers::core {

/// What tells one state of a file from another (stat(2)); times in nanoseconds.
struct FileStamp {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t size = 0;
  std::int64_t modified = 0;
  std::int64_t changed = 0;

  bool operator==(const FileStamp&) const = default;
};

/// A file that was read whole.
struct HeldFile {
  std::string content;
  std::string_view content_type;  ///< a literal
  FileStamp stamp;
};

/// Files by name, the least recently used dropped first. It knows no file system: who uses it
/// brings files and the time. What was looked at within `validity` is given out as it is; later it
/// must be confirmed or replaced. That a name has no file is never kept. Thread-safe.
class FileCache {
 public:
  using Held = std::shared_ptr<const HeldFile>;
  static constexpr std::chrono::milliseconds validity{1000};

  /// Contents and names together take at most `capacity` octets.
  explicit FileCache(std::size_t capacity) : capacity_(capacity) {}

  /// The file of that name, if it was looked at not long ago.
  Held fresh(std::string_view name, common::TimePoint now);
  /// The name has a file of that stamp now: what is kept, if it is that; else it is dropped.
  Held confirm(std::string_view name, const FileStamp& stamp, common::TimePoint now);
  /// Keeps a file that was read just now, in place of what had its name.
  void keep(std::string_view name, Held file, common::TimePoint now);
  /// There is no such file any more.
  void drop(std::string_view name);

  /// Octets in use.
  std::size_t size() const;

 private:
  struct Entry {
    std::string name;
    Held file;
    common::TimePoint looked_at;
    std::size_t octets() const { return name.size() + file->content.size() + sizeof(Entry); }
  };
  using Entries = std::list<Entry>;

  Entries::iterator find(std::string_view name);
  void erase(Entries::iterator entry);

  const std::size_t capacity_;
  mutable std::mutex mutex_;
  Entries entries_;                                                  // used last comes first
  std::unordered_map<std::string_view, Entries::iterator> by_name_;  // views into entries_
  std::size_t size_ = 0;
};

}  // namespace tiga::servers::core
