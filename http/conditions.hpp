// Conditional requests and ranges (RFC 9110 §8.8, §13, §14). Pure: the caller knows file and time.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "http/date.hpp"
#include "http/message.hpp"
#include "http/request_parser.hpp"

namespace tiga::http {

/// What one state of a file is recognised by (RFC 9110 §8.8).
class Validators {
 public:
  /// None: the representation cannot be recognised.
  Validators() = default;
  /// `size` in bytes; `modified` in nanoseconds since 1970. `weak`: it may change again without a
  /// change of the three. Last-Modified is never later than `now` (RFC 9110 §8.8.2.1).
  Validators(std::uint64_t size, std::uint64_t inode, std::int64_t modified,
             std::chrono::sys_seconds now, bool weak);

  bool any() const { return etag_size_ > 0; }
  bool weak() const { return etag_.front() == 'W'; }
  /// The value of ETag, with its quotes.
  std::string_view etag() const { return {etag_.data(), etag_size_}; }
  /// The value of Last-Modified.
  std::string_view last_modified() const { return {date_.data(), date_.size()}; }
  std::chrono::sys_seconds modified() const { return modified_; }

 private:
  std::array<char, 3 * 16 + sizeof("W/\"--\"") - 1> etag_{};
  std::uint8_t etag_size_ = 0;
  std::array<char, date_size> date_{};
  std::chrono::sys_seconds modified_{};
};

/// Some of the bytes of a representation.
struct ByteRange {
  std::uint64_t first = 0;
  std::uint64_t size = 0;   ///< 0: none of them
  std::uint64_t whole = 0;  ///< of the representation
};

/// What a request gets of the representation that it selects.
struct Selection {
  /// ok: the whole; partial_content: `range`; not_modified, precondition_failed: nothing;
  /// range_not_satisfiable: nothing, and `range` has the representation's size.
  Status status = Status::ok;
  ByteRange range = {};
};

/// Evaluates the conditions of a GET or HEAD that would get 200 without them, in the order of RFC
/// 9110 §13.2.2; then Range, of GET alone, if it names one range. `validators` and `size` are the
/// representation's; Range is ignored if it has no validators. A field that is malformed, or
/// repeated though it may not be, is ignored; but such an If-Match fails, and with such an If-Range
/// the reply is the whole. `now`: see parse_date.
Selection evaluate_conditions(const RequestParser& request, const Validators& validators,
                              std::uint64_t size, std::chrono::sys_seconds now);

/// Bytes of the longest Content-Range.
inline constexpr std::size_t longest_content_range = sizeof("bytes -/") - 1 + 3 * 20;

/// Writes a value of Content-Range (RFC 9110 §14.4): "bytes 0-9/100"; without any byte "bytes
/// */100".
std::string_view write_content_range(const ByteRange& range,
                                     std::span<char, longest_content_range> out);

}  // namespace tiga::http
