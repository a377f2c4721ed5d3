#include "servers/core/resources.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "common/error.hpp"
#include "http/target.hpp"

namespace tiga::servers::core {
namespace {

// Up to this size a file is read and sent together with its head; past it, by sendfile(2).
constexpr std::uint64_t held_file_size = 32 * 1024;

// Opens a name below `root`, following no link out of it (openat2(2), Linux 5.6).
common::UniqueFd open_beneath(int root, const std::string& name) {
  open_how how{};
  how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
  return common::UniqueFd(
      static_cast<int>(::syscall(SYS_openat2, root, name.c_str(), &how, sizeof how)));
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

}  // namespace

Resources::Resources(const std::filesystem::path& root) {
  if (root.empty()) {
    return;
  }
  root_.reset(::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!root_) {
    common::throw_errno("cannot open --root " + root.string());
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
        reply.content_type = "text/html";
        reply.content = "OK\n";
        return reply;
      }
      return file(request.path);
    default:
      reply = error(Status::method_not_allowed);
      reply.allow = true;
      return reply;
  }
}

Reply Resources::file(std::string_view path) const {
  using http::Status;
  const http::ResolvedPath resolved = http::resolve_path(path);
  if (resolved.status != Status::ok) {
    return error(resolved.status);
  }
  if (!root_ || resolved.path.empty()) {
    return error(Status::not_found);
  }
  common::UniqueFd fd = open_beneath(root_.get(), resolved.path);
  if (!fd) {
    const bool exhausted = errno == EMFILE || errno == ENFILE || errno == ENOMEM;
    return error(exhausted ? Status::service_unavailable : Status::not_found);
  }
  struct stat about {};
  if (::fstat(fd.get(), &about) != 0 || !S_ISREG(about.st_mode)) {
    return error(Status::not_found);
  }
  Reply reply;
  reply.content_type = http::media_type(resolved.path);
  const auto size = static_cast<std::uint64_t>(about.st_size);
  if (size > held_file_size) {
    reply.file = {std::move(fd), 0, size};
    return reply;
  }
  reply.content.resize(size);
  if (!read_whole(fd.get(), reply.content)) {
    return error(Status::internal_server_error, "the file could not be read");
  }
  return reply;
}

}  // namespace tiga::servers::core
