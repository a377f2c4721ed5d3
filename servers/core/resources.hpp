// What every server answers to a request, whatever its architecture.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "common/unique_fd.hpp"
#include "http/message.hpp"
#include "http/request_parser.hpp"
#include "servers/core/file_cache.hpp"
#include "servers/core/work.hpp"

namespace tiga::servers::core {

/// A file, or a part of it, still to be sent.
struct FileContent {
  common::UniqueFd fd;
  std::uint64_t offset = 0;
  std::uint64_t left = 0;
};

/// A reply as decided from a request's head. Where `echo` is set the content is that of the
/// request.
struct Reply {
  http::Status status = http::Status::ok;
  std::string_view content_type;  ///< a literal; empty: no such field
  std::string content;
  Work work;             ///< to be done before it may be sent
  FileCache::Held held;  ///< a small file, in place of content
  FileContent file;      ///< content that is too large to be held; where its fd is set
  std::optional<std::uint64_t> filler;  ///< so many octets made while they are sent, in place of it
  bool length_unsaid = false;           ///< the head does not say how long the filler is
  bool echo = false;
  bool allow = false;  ///< says which methods are allowed (RFC 9110 §10.2.1)
};

inline constexpr std::string_view allowed_methods = "GET, HEAD, POST, OPTIONS";

/// What `GET /` answers: three octets of HTML.
Reply tiny_page();

/// The resources of a server. Thread-safe.
class Resources {
 public:
  /// Files are served from below `root`; empty: none. So many octets of small ones are kept, and
  /// each is looked at again after FileCache::validity. Throws common::CannotRun.
  explicit Resources(const std::filesystem::path& root, std::size_t kept_octets = 0);

  /// Decides the reply to a request whose head is read: `GET /` gives three octets of HTML, paths
  /// below /workload/ what workload.hpp says, POST echoes, any other path is a regular file below
  /// the root, or 404.
  Reply reply_to(const http::Request& request) const;

  /// A reply with a line of text that says what is wrong.
  static Reply error(http::Status status, std::string_view detail = {});

 private:
  struct Opened;
  Opened open(const std::string& name) const;
  Reply file(std::string_view path) const;
  Reply workload(std::string_view path) const;
  Reply cold_file(std::string_view path) const;

  Reply look_at_file(const std::string& name, bool keep, common::TimePoint now) const;

  common::UniqueFd root_;
  std::unique_ptr<FileCache> cache_;  // none: nothing is kept
};

}  // namespace tiga::servers::core
