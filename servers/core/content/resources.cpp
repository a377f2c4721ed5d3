#include "servers/core/content/resources.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>
#include <utility>

#include "common/error.hpp"
#include "http/target.hpp"
#include "servers/core/content/workload.hpp"

namespace tiga::servers::core {
namespace {

// Files up to this size are sent together with the head; larger ones by sendfile(2).
constexpr std::uint64_t held_file_size = 32 * 1024;

// Opens a file below `root`; follows no link that leaves it (openat2(2), Linux 5.6).
common::UniqueFd open_beneath(int root, const std::string& name) {
  open_how how{};
  how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
  return common::UniqueFd(
      static_cast<int>(::syscall(SYS_openat2, root, name.c_str(), &how, sizeof how)));
}

common::TimePoint coarse_now() {  // accurate to a few milliseconds, without a system call
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC_COARSE, &time);
  return common::TimePoint(std::chrono::seconds(time.tv_sec) +
                           std::chrono::nanoseconds(time.tv_nsec));
}

bool read_whole(int fd, std::string& content) {
  std::size_t have = 0;
  while (have < content.size()) {
    const ssize_t got = ::read(fd, content.data() + have, content.size() - have);
    if (got <= 0) {
      return false;
    }
    have += static_cast<std::size_t>(got);
  }
  return true;
}

// The whole file, from memory unless its descriptor is added.
Reply reply_with(FileCache::Held held) {
  Reply reply;
  reply.file.left = held->stamp.size;
  reply.held = std::move(held);
  return reply;
}

}  // namespace

/// A regular file below the root, or the status that says why not.
struct Resources::Opened {
  http::Status status = http::Status::ok;
  common::UniqueFd fd;
  FileStamp stamp;
  FileTime before;  ///< a time before it was opened

  // Without its content. `unchanged`: its bytes were read, and it was the same before and after.
  std::shared_ptr<HeldFile> describe(std::string_view name, bool unchanged = true) const {
    auto file = std::make_shared<HeldFile>();
    file->content_type = http::media_type(name);
    file->stamp = stamp;
    file->validators =
        make_validators(stamp, before, unchanged && is_settled(stamp.modified, before));
    return file;
  }
  // With its content. Null if the file has shrunk or cannot be read.
  FileCache::Held read(std::string_view name) const {
    std::string content(stamp.size, '\0');
    struct stat after {};
    if (!read_whole(fd.get(), content) || ::fstat(fd.get(), &after) != 0) {
      return nullptr;
    }
    auto file = describe(name, stamp_of(after) == stamp);
    file->content = std::move(content);
    return file;
  }
  // Whether these bytes are those of every file with this stamp.
  bool may_be_kept(const HeldFile& file) const {
    return file.validators.is_strong() && is_settled(stamp.changed, before);
  }
};

Reply tiny_page() {
  Reply reply;
  reply.content_type = "text/html";
  reply.content = "OK\n";
  return reply;
}

Resources::Resources(const std::filesystem::path& root, std::size_t kept_bytes) {
  if (root.empty()) {
    return;
  }
  root_.reset(::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!root_) {
    common::throw_errno("cannot open --root " + root.string());
  }
  if (kept_bytes > 0) {
    cache_ = std::make_unique<FileCache>(kept_bytes);
  }
}

Reply Resources::error(http::Status status, std::string_view detail) {
  Reply reply;
  reply.status = status;
  reply.content_type = "text/plain";
  reply.content = fmt::format("{} {}{}{}\n", static_cast<int>(status), http::reason_phrase(status),
                              detail.empty() ? "" : ": ", detail);
  return reply;
}

Reply Resources::reply_to(const http::Request& request) const {
  using http::Method;
  using http::Status;
  if (request.https) {
    return error(Status::misdirected_request, "this connection is not secured");
  }
  if (request.unknown_expectation) {
    return error(Status::expectation_failed, "only 100-continue can be expected");
  }
  Reply reply;
  switch (request.method) {
    case Method::unknown:
      return error(Status::not_implemented, "this method is not known");
    case Method::options:
      reply.allow = true;
      return reply;
    case Method::post:
      reply.content_type = "application/octet-stream";
      reply.echo = true;
      return reply;
    case Method::get:
    case Method::head:
      if (request.path == "/") {
        return tiny_page();
      }
      return request.path.starts_with(workload_prefix) ? workload(request.path)
                                                       : file(request.path);
    default:
      reply = error(Status::method_not_allowed);
      reply.allow = true;
      return reply;
  }
}

Reply Resources::file(std::string_view path) const {
  const common::TimePoint now = coarse_now();
  // Cached names have no leading slash; only paths without encoding are looked up.
  const std::string_view plain_name = path.substr(path.starts_with('/') ? 1 : 0);
  if (cache_) {
    if (FileCache::Held held = cache_->fresh(plain_name, now)) {
      return reply_with(std::move(held));
    }
  }
  const http::ResolvedPath resolved = http::resolve_path(path);
  if (resolved.status != http::Status::ok) {
    return error(resolved.status);
  }
  if (!root_ || resolved.path.empty()) {
    return error(http::Status::not_found);
  }
  return look_at_file(resolved.path, cache_ && plain_name == resolved.path, now);
}

Resources::Opened Resources::open(const std::string& name) const {
  using http::Status;
  const FileTime before = common::coarse_time_of_day();
  Opened opened{Status::ok, open_beneath(root_.get(), name), {}, before};
  const bool exhausted = !opened.fd && (errno == EMFILE || errno == ENFILE || errno == ENOMEM);
  struct stat about {};
  if (!opened.fd || ::fstat(opened.fd.get(), &about) != 0 || !S_ISREG(about.st_mode)) {
    opened.status = exhausted ? Status::service_unavailable : Status::not_found;
  }
  opened.stamp = stamp_of(about);
  return opened;
}

Reply Resources::look_at_file(const std::string& name, bool keep, common::TimePoint now) const {
  using http::Status;
  Opened opened = open(name);
  if (opened.status != Status::ok) {
    if (cache_ && opened.status == Status::not_found) {
      cache_->drop(name);
    }
    return error(opened.status);
  }
  if (opened.stamp.size > held_file_size) {
    Reply reply = reply_with(opened.describe(name));
    reply.file.fd = std::move(opened.fd);
    return reply;
  }
  FileCache::Held held = keep ? cache_->confirm(name, opened.stamp, now) : nullptr;
  if (held) {
    return reply_with(std::move(held));
  }
  held = opened.read(name);
  if (!held) {
    return error(Status::internal_server_error, "the file could not be read");
  }
  if (keep && opened.may_be_kept(*held)) {
    cache_->keep(name, held, now);
  }
  return reply_with(std::move(held));
}

Reply Resources::workload(std::string_view path) const {
  const bool is_cold =
      path.starts_with(cold_prefix) && path.substr(cold_prefix.size()).starts_with('/');
  return is_cold ? cold_file(path.substr(cold_prefix.size())) : workload_reply(path);
}

// Never uses the cache. The work has a descriptor of its own, since the connection may end first.
Reply Resources::cold_file(std::string_view path) const {
  using http::Status;
  const http::ResolvedPath resolved = http::resolve_path(path);
  if (resolved.status != Status::ok) {
    return error(resolved.status);
  }
  if (!root_ || resolved.path.empty()) {
    return error(Status::not_found);
  }
  Opened opened = open(resolved.path);
  if (opened.status != Status::ok) {
    return error(opened.status);
  }
  Reply reply = reply_with(opened.describe(resolved.path));
  if (opened.stamp.size == 0) {
    return reply;
  }
  common::UniqueFd to_read(::fcntl(opened.fd.get(), F_DUPFD_CLOEXEC, 0));
  if (!to_read) {
    return error(Status::service_unavailable);
  }
  reply.file.fd = std::move(opened.fd);
  reply.work.kind = Work::Kind::read;
  reply.work.file = std::make_shared<const common::UniqueFd>(std::move(to_read));
  return reply;
}

}  // namespace tiga::servers::core
