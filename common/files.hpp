// What programs write: files, standard output. And reads of whole files, temporary folders.
#pragma once

#include <cstddef>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>

namespace tiga::common {

/// Writes `content` to what `path` names.
///
/// A plain file, or one that is not there yet, is written beside and renamed: a reader sees the old
/// file or the new one, never a part, and a failure leaves the old one. Its mode stays, and its
/// owner where the user may give files away (chown(2)). A link stands: what it leads to is
/// replaced. What cannot be replaced is written in place: a device, a named pipe (which waits for
/// its reader), a plain file in a folder that takes no new one, and standard output or another open
/// descriptor under any name (/dev/stdout, /dev/fd/3, the file that it was redirected to), which is
/// appended to.
///
/// Throws CannotRun that names the file and the reason: a full disk, a closed pipe, a folder.
void write_file(const std::filesystem::path& path, std::string_view content);

/// Whether write_file replaces what `path` names, a plain file or nothing yet; else it is written
/// in place, and a second text follows the first. Never throws.
bool is_replaced(const std::filesystem::path& path) noexcept;

/// Why write_file could not write there, to be known before the work whose result it is: "cannot
/// write x: it is a folder"; "" if it could. Creates a file beside and removes it. What may happen
/// later (a full disk) is not known yet.
std::string why_not_writable(const std::filesystem::path& path);

/// Throws UsageError "OPTION: why" if write_file could not write there.
void check_output_file(std::string_view option, const std::filesystem::path& path);

/// Writes the text, printable() but for its lines and tabs, to standard output, after what stdio
/// holds for it, before it returns. Waits where a descriptor that does not block takes no more for
/// now. Throws CannotRun: a full disk, a closed pipe.
void print(std::string_view text);

/// The whole file, whatever it is (a pipe or a device, too), or its first `most` bytes. Throws
/// CannotRun, also for a folder.
std::string read_file(const std::filesystem::path& path,
                      std::size_t most = std::numeric_limits<std::size_t>::max());
/// As read_file(), but of a file on a disk: a named pipe, which would make it wait, and a device
/// are refused.
std::string read_regular_file(const std::filesystem::path& path);

/// A new folder in the system's temporary folder; removed with its content by the destructor.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace tiga::common
