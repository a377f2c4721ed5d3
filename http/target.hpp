// Resolves a request's path to the name of a file under a root (RFC 3986 §2.1, §2.4, §5.2.4; RFC
// 9110 §17.3).
#pragma once

#include <string>
#include <string_view>

#include "http/message.hpp"

namespace tiga::http {

/// A path decoded once, or why there is none.
struct ResolvedPath {
  Status status = Status::ok;  ///< bad_request for malformed percent-encoding; not_found for what
                               ///< leaves the root
  std::string path;  ///< relative, no leading slash, no "." or ".." segment, no NUL; empty for "/"
};

/// Percent-decodes `path` (which begins with '/') once and checks every segment after decoding.
ResolvedPath resolve_path(std::string_view path);

/// The media type of a file by its extension; "application/octet-stream" if unknown.
std::string_view media_type(std::string_view file_name);

}  // namespace tiga::http
