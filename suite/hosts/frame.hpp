// Messages in a stream of bytes: each is a frame, its length before it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "common/error.hpp"

namespace tiga::suite::hosts {

/// Bytes of a message at most. A generator's summary with its histogram has less than one MiB.
inline constexpr std::size_t most_message_bytes = std::size_t{64} << 20U;

/// A frame that announces more than the reader takes.
class FrameTooLong : public common::CannotRun {
  using common::CannotRun::CannotRun;
};

/// The frame of a message: its length in four bytes, the most significant first, then its bytes.
/// Throws FrameTooLong.
std::string frame(std::string_view message);

/// Takes messages out of the bytes of a stream as they arrive. Pure. Not thread-safe.
class FrameReader {
 public:
  explicit FrameReader(std::size_t most = most_message_bytes) : most_(most) {}

  /// Messages may be so long from now on.
  void allow(std::size_t most) { most_ = most; }
  void feed(std::string_view bytes) { unread_.append(bytes); }
  /// The next message that has arrived completely. Throws FrameTooLong as soon as the length has
  /// arrived; the reader is of no use then.
  std::optional<std::string> next();

 private:
  std::size_t most_;
  std::string unread_;
};

}  // namespace tiga::suite::hosts
