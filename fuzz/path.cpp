#include <string>

#include "fuzz/targets.hpp"
#include "http/target.hpp"

namespace tiga::fuzz {

void path(std::string_view input) {
  const http::ResolvedPath resolved = http::resolve_path(input);
  require(!http::media_type(input).empty(), "everything has a media type");
  if (resolved.status != http::Status::ok) {
    require(resolved.path.empty(), "no path without success");
    return;
  }
  require(input.starts_with('/'), "a path begins with a slash");
  require(resolved.path.size() < input.size(), "decoding never adds");
  require(!resolved.path.starts_with('/'), "the path is relative");
  require(resolved.path.find('\0') == std::string::npos, "no NUL");
  const std::string enclosed = "/" + resolved.path + "/";
  require(enclosed.find("/../") == std::string::npos, "no way up is left");
  require(enclosed.find("/./") == std::string::npos, "no dot segment is left");
  require(resolved.path.find("//") == std::string::npos, "no empty segment is left");
}

}  // namespace tiga::fuzz
