// What requests and replies share in the plain reader. Internal to it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/conformance/plain_reader.hpp"

namespace tiga::conformance::plain {

inline constexpr std::size_t most_fields = 100;
inline constexpr std::uint64_t huge = std::numeric_limits<std::uint64_t>::max();

/// Thrown where the message must be refused.
struct Refusal {
  std::string rule;
};

/// Thrown where the stream ends too early.
struct Unfinished {};

[[noreturn]] inline void refuse(const std::string& rule) { throw Refusal{rule}; }

inline void require(bool holds, const char* rule) {
  if (!holds) {
    refuse(rule);
  }
}

/// The bytes of the stream from an offset on.
class Cursor {
 public:
  explicit Cursor(std::string_view stream) : stream_(stream) {}

  std::size_t at() const { return at_; }
  bool at_end() const { return at_ == stream_.size(); }
  std::string_view rest() const { return stream_.substr(at_); }

  /// Up to the next CR LF, which is taken, too. A CR or LF within is seen by what judges the line:
  /// no part of the grammar contains one.
  std::string line() {
    const std::size_t end = stream_.find("\r\n", at_);
    if (end == std::string_view::npos) {
      throw Unfinished{};
    }
    std::string text(stream_.substr(at_, end - at_));
    at_ = end + 2;
    return text;
  }
  std::string take(std::uint64_t count) {
    if (count > stream_.size() - at_) {
      throw Unfinished{};
    }
    std::string text(stream_.substr(at_, static_cast<std::size_t>(count)));
    at_ += text.size();
    return text;
  }
  std::string take_all() { return take(stream_.size() - at_); }

 private:
  std::string_view stream_;
  std::size_t at_ = 0;
};

/// The start line and the field lines. Both throw.
std::vector<std::string> take_head(Cursor& cursor, PlainMessage& message);
void read_fields(const std::vector<std::string>& lines, PlainMessage& message);
/// 0 or 1.
int read_version(std::string_view text);
bool read_persistence(PlainMessage& message);
/// Content-Length, if there is one.
void read_length(PlainMessage& message, std::uint64_t most);
/// The elements of Transfer-Encoding, in lower case; empty: it has none.
std::vector<std::string> read_codings(PlainMessage& message);
/// The content as the message's framing has it.
void read_content(Cursor& cursor, PlainMessage& message, std::uint64_t most,
                  std::size_t most_trailers);

template <typename Message, typename Read>
Message read_one(Cursor& cursor, Read read) {
  Message message;
  message.begin = cursor.at();
  try {
    read(cursor, message);
    message.result = PlainMessage::Result::accepted;
  } catch (const Refusal& refusal) {
    message.result = PlainMessage::Result::refused;
    message.rule = refusal.rule;
  } catch (const Unfinished&) {
    message.result = PlainMessage::Result::unfinished;
  }
  return message;
}

}  // namespace tiga::conformance::plain
