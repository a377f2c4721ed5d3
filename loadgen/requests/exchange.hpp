// One request and its reply on one connection: a state machine that engines feed with events. Pure:
// no socket; times are passed in.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "common/clock.hpp"
#include "loadgen/outcome.hpp"
#include "loadgen/requests/pacing.hpp"
#include "loadgen/verify/reply_checker.hpp"
#include "loadgen/verify/reply_reader.hpp"

namespace tiga::loadgen::requests {

/// How an exchange ended.
struct ExchangeEnd {
  Outcome outcome = Outcome::abandoned;
  std::string detail;        ///< details of a failure
  std::string first_bytes;   ///< of the reply, if it was parsed
  std::string software;      ///< Server field, if the reply was parsed
  verify::ReplyFacts reply;  ///< as far as it was read
  bool stays_open = false;
  bool would_stay_open = false;  ///< the server keeps it open, but the reply is wrong
};

/// Times of an exchange. `connected` and `first_byte` are meaningful only if that point was
/// reached.
struct ExchangeTimes {
  common::TimePoint intended;  ///< when it was due; its start in a closed loop
  common::TimePoint start;
  common::TimePoint connected;
  common::TimePoint first_byte;
  /// When the reply was complete, if its connection then had still to be closed by the server.
  std::optional<common::TimePoint> whole;
  common::TimePoint end;
};

/// Bytes and connections of the sockets.
struct Traffic {
  std::uint64_t bytes_received = 0;
  std::uint64_t bytes_sent = 0;
  std::uint64_t connections_opened = 0;  ///< connections that were made

  Traffic& operator+=(const Traffic& other) {
    bytes_received += other.bytes_received;
    bytes_sent += other.bytes_sent;
    connections_opened += other.connections_opened;
    return *this;
  }
};

/// Runs one exchange after the other. An exchange without an open connection starts with opening
/// one. It ends when the reply is complete, or, if the connection is not persistent, when the
/// server closes it after the complete reply. Not thread-safe.
class Exchange {
 public:
  enum class Phase : std::uint8_t {
    idle,        ///< no exchange
    connecting,  ///< started, no connection yet
    waiting,     ///< connected, no byte of the reply yet
    reading,     ///< in the middle of the reply
    closing,     ///< the reply is complete, the server has to close
    ended,       ///< see end(); until begin() or clear()
  };

  /// `checker` must outlive it.
  explicit Exchange(verify::ReplyChecker& checker) : checker_(&checker) {}

  /// A request that was due is started now. `connected`: on an open connection.
  void begin(common::TimePoint now, bool connected, const Due& due);
  /// One of a closed loop.
  void begin(common::TimePoint now, bool connected) { begin(now, connected, {now, true}); }
  /// The connection is made.
  void connected(common::TimePoint at);
  /// Bytes of the request were sent.
  void sent(std::size_t bytes) { traffic_.bytes_sent += bytes; }
  /// Bytes arrived. Bytes after the end of the reply make it wrong.
  void received(std::string_view bytes, common::TimePoint now);
  /// The server closed its side.
  void closed(common::TimePoint now);
  /// The connection was reset.
  void reset(const std::string& detail, common::TimePoint now);
  /// Ends it for a reason outside the reply: no connection, the deadline, the end of the run.
  void fail(Outcome outcome, const std::string& detail, common::TimePoint now);
  /// Returns to idle; the result of end() is lost.
  void clear() { phase_ = Phase::idle; }

  Phase phase() const { return phase_; }
  bool in_progress() const { return phase_ != Phase::idle && phase_ != Phase::ended; }
  /// Whether a connection was opened for it.
  bool made_connection() const { return traffic_.connections_opened > 0; }
  /// False in the warm-up.
  bool counted() const { return counted_; }
  const Traffic& traffic() const { return traffic_; }
  const ExchangeTimes& times() const { return times_; }
  const ExchangeEnd& end() const { return end_; }

 private:
  bool recognise(std::string_view bytes, common::TimePoint now);
  void stop_recognising();
  void read_in_full(std::string_view bytes, common::TimePoint now);
  void reply_is_whole(common::TimePoint now);
  void finish(Outcome outcome, const std::string& detail, common::TimePoint now);
  void break_off(Outcome outcome, const std::string& detail, common::TimePoint now);
  void finish_by_judgement(common::TimePoint now);

  verify::ReplyChecker* checker_;
  Phase phase_ = Phase::idle;
  bool counted_ = true;
  bool recognised_ = false;
  bool matching_ = false;  // so far the bytes are those of the known reply
  std::shared_ptr<const verify::KnownReply>
      known_;                // the known reply, if this one arrives in several pieces
  std::size_t matched_ = 0;  // bytes matched so far
  std::unique_ptr<verify::ReplyReader> reader_;  // while a reply is parsed
  ExchangeTimes times_;
  Traffic traffic_;
  ExchangeEnd end_;
};

}  // namespace tiga::loadgen::requests
