// The connection between the host that measures and another one: messages, and signs of life.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "common/clock.hpp"
#include "common/error.hpp"
#include "common/unique_fd.hpp"
#include "suite/hosts/frame.hpp"

namespace tiga::suite::hosts {

/// The other end cannot be reached any more. The message is a sentence's part that says how: "it
/// closed the connection".
class LineLost : public common::CannotRun {
  using common::CannotRun::CannotRun;
};

/// Signs of life are sent so often.
inline constexpr std::chrono::seconds time_between_beats{1};
/// Where nothing has come for so long the other end counts as lost, by default.
inline constexpr std::chrono::seconds longest_silence{5};

/// One end of a connection. It does nothing by itself: receive() or tend() must be called at least
/// each second, so that the other end gets signs of life (empty frames, which receive() does not
/// return). Silence is judged after reading what has come: time in which nobody called does not
/// count against the other end. Not thread-safe.
class Line {
 public:
  /// Takes a connected stream socket. Messages from the other end may have `most` bytes.
  explicit Line(common::UniqueFd socket, std::size_t most = most_message_bytes);

  /// Sends a message, and takes in meanwhile what comes. Not empty. Throws LineLost, also where the
  /// other end takes nothing for the longest silence.
  void send(std::string_view message);
  /// The next message; `nullopt` if there is none at the deadline. Messages that came before the
  /// end of the connection are returned before its end is thrown. Throws LineLost.
  std::optional<std::string> receive(common::Deadline deadline);
  /// Takes in what has come and sends a sign of life where one is due, without waiting. Throws
  /// LineLost where no message is left to receive.
  void tend();
  /// Whether a message is there to receive.
  bool has_message() const { return next_.has_value(); }
  /// Changes the longest silence.
  void allow_silence(common::Nanoseconds longest) { longest_silence_ = longest; }
  /// Messages from the other end may be so long from now on.
  void allow_messages(std::size_t most) { reader_.allow(most); }

  /// The other end's address, "10.0.0.2:1234".
  const std::string& peer() const { return peer_; }

 private:
  void take_in();
  void read_all();
  void find_next();
  void send_bytes(std::string_view bytes);
  void beat_if_due();
  void wait(short events, common::TimePoint until) const;
  void throw_if_lost() const;

  common::UniqueFd socket_;
  FrameReader reader_;
  std::optional<std::string> next_;  // received, not returned
  std::string end_;                  // how the connection ended; empty: it stands
  std::string peer_;
  common::Nanoseconds longest_silence_ = longest_silence;
  common::TimePoint heard_ = common::SteadyClock::now();  // when it last sent anything
  common::TimePoint sent_ = common::SteadyClock::now();
};

}  // namespace tiga::suite::hosts
