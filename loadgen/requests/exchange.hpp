// One request and its reply on one connection: a state machine that engines feed with what happens.
// Pure: no socket; the clock's readings are handed in.
#pragma once

#include <cstdint>
#include <memory>
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
  std::string detail;        ///< what exactly, where it failed
  std::string first_bytes;   ///< of the reply, where it was read in full
  std::string software;      ///< Server field, where the reply was read in full
  verify::ReplyFacts reply;  ///< as far as it was read
  bool stays_open = false;
  bool would_stay_open = false;  ///< the server lets it stand, but the reply is broken
};

/// Times of an exchange. `connected` and `first_byte` are meaningful only if that point was
/// reached.
struct ExchangeTimes {
  common::TimePoint intended;  ///< when it was due; in a closed loop its start
  common::TimePoint start;
  common::TimePoint connected;
  common::TimePoint first_byte;
  common::TimePoint end;
};

/// What went over the socket.
struct ExchangeTraffic {
  std::uint64_t bytes_sent = 0;
  std::uint64_t bytes_received = 0;
};

/// A place for one exchange after the other. Where no connection stands, an exchange begins with
/// making one. It ends when the reply is whole, or, where the connection is not to stand, when the
/// server closes it after the whole reply. Not thread-safe.
class Exchange {
 public:
  enum class Phase : std::uint8_t {
    idle,        ///< none is going on
    connecting,  ///< begun, no connection yet
    waiting,     ///< connected, no byte of the reply yet
    reading,     ///< in the middle of the reply
    closing,     ///< the reply is whole, the server is to close
    ended,       ///< see end(); until begin() or clear()
  };

  /// `checker` must outlive it.
  explicit Exchange(verify::ReplyChecker& checker) : checker_(&checker) {}

  /// A request that was due is started now. `connected`: on a connection that stands.
  void begin(common::TimePoint now, bool connected, const Due& due);
  /// One of a closed loop.
  void begin(common::TimePoint now, bool connected) { begin(now, connected, {now, true}); }
  /// The connection is made.
  void connected(common::TimePoint at);
  /// Bytes of the request were sent.
  void sent(std::size_t bytes) { traffic_.bytes_sent += bytes; }
  /// Bytes came. Those past the reply's end are counted against it.
  void received(std::string_view bytes, common::TimePoint now);
  /// The server closed its side.
  void closed(common::TimePoint now);
  /// The connection was reset.
  void reset(const std::string& detail, common::TimePoint now);
  /// It ends for a reason outside the reply: no connection, the deadline, the end of the run.
  void fail(Outcome outcome, const std::string& detail, common::TimePoint now);
  /// Back to idle; what end() said is gone.
  void clear() { phase_ = Phase::idle; }

  Phase phase() const { return phase_; }
  bool in_progress() const { return phase_ != Phase::idle && phase_ != Phase::ended; }
  /// Whether a connection was made for it.
  bool made_connection() const { return made_connection_; }
  /// False in the warm-up.
  bool counted() const { return counted_; }
  const ExchangeTraffic& traffic() const { return traffic_; }
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
  bool made_connection_ = false;
  bool counted_ = true;
  bool recognised_ = false;
  bool matching_ = false;  // so far the reply is byte by byte a known one
  std::shared_ptr<const verify::KnownReply>
      known_;                                    // that one, where it came in more than one piece
  std::size_t matched_ = 0;                      // bytes of it so far
  std::unique_ptr<verify::ReplyReader> reader_;  // while a reply is read in full
  ExchangeTimes times_;
  ExchangeTraffic traffic_;
  ExchangeEnd end_;
};

}  // namespace tiga::loadgen::requests
