// Files with what is needed to serve them; small ones are cached.
#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "common/clock.hpp"
#include "servers/core/content/validators.hpp"

namespace tiga::servers::core {

/// A file as it was when it was opened.
struct HeldFile {
  std::string content;            ///< all of it; empty if the file is too large to be held
  std::string_view content_type;  ///< a literal
  FileStamp stamp;
  Validators validators;  ///< of these bytes, also while the file has others already
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
