#include "http/target.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "http/bytes.hpp"

namespace tiga::http {
namespace {

/// Decodes one segment and appends it to `out` (RFC 3986 §2.1). Returns ok, or why it names no
/// file.
Status decode_segment(std::string_view segment, std::string& out) {
  for (std::size_t at = 0; at < segment.size(); ++at) {
    char byte = segment[at];
    if (byte == '%') {
      const int high = at + 2 < segment.size() ? scan::hex_value(segment[at + 1]) : -1;
      const int low = at + 2 < segment.size() ? scan::hex_value(segment[at + 2]) : -1;
      if (high < 0 || low < 0) return Status::bad_request;
      byte = static_cast<char>(high * 16 + low);
      at += 2;
    }
    if (byte == '\0') return Status::bad_request;
    if (byte == '/')
      return Status::not_found;  // an encoded slash is data, and no file name contains one
    out.push_back(byte);
  }
  return Status::ok;
}

/// Removes the last segment of a path that is empty or ends with a slash; false if there is none.
bool remove_last_segment(std::string& path) {
  if (path.empty()) return false;
  path.pop_back();
  path.resize(path.find_last_of('/') + 1);  // npos + 1 is 0
  return true;
}

/// Applies the segment that begins at `begin` of `path` (RFC 3986 §5.2.4). False if it leaves the
/// root.
bool apply_dot_segment(std::string& path, std::size_t begin) {
  const std::string_view segment = std::string_view(path).substr(begin);
  if (segment == ".") {
    path.resize(begin);
  } else if (segment == "..") {
    path.resize(begin);
    return remove_last_segment(path);
  }
  return true;
}

}  // namespace

ResolvedPath resolve_path(std::string_view path) {
  if (!path.starts_with('/')) return {Status::bad_request, {}};
  std::string resolved;
  resolved.reserve(path.size());
  for (std::size_t slash = 0; slash != std::string_view::npos;) {
    const std::size_t next = path.find('/', slash + 1);
    const std::size_t begin = resolved.size();
    const Status status = decode_segment(path.substr(slash + 1, next - slash - 1), resolved);
    if (status != Status::ok) return {status, {}};
    if (!apply_dot_segment(resolved, begin)) return {Status::not_found, {}};
    // Empty segments are removed, so that none makes the path absolute.
    if (next != std::string_view::npos && !resolved.empty() && resolved.back() != '/')
      resolved.push_back('/');
    slash = next;
  }
  return {Status::ok, std::move(resolved)};
}

std::string_view media_type(std::string_view file_name) {
  using Entry = std::pair<std::string_view, std::string_view>;
  static constexpr auto types = std::to_array<Entry>({
      {"html", "text/html"},
      {"htm", "text/html"},
      {"css", "text/css"},
      {"js", "text/javascript"},
      {"txt", "text/plain"},
      {"md", "text/markdown"},
      {"csv", "text/csv"},
      {"json", "application/json"},
      {"xml", "application/xml"},
      {"pdf", "application/pdf"},
      {"svg", "image/svg+xml"},
      {"png", "image/png"},
      {"jpg", "image/jpeg"},
      {"jpeg", "image/jpeg"},
      {"gif", "image/gif"},
      {"webp", "image/webp"},
      {"ico", "image/vnd.microsoft.icon"},
  });
  const std::string_view name = file_name.substr(file_name.find_last_of('/') + 1);
  const std::size_t dot = name.find_last_of('.');
  if (dot != std::string_view::npos) {
    const std::string_view ending = name.substr(dot + 1);
    const auto found = std::ranges::find_if(
        types, [ending](const Entry& e) { return same_token(e.first, ending); });
    if (found != types.end()) return found->second;
  }
  return "application/octet-stream";
}

}  // namespace tiga::http
