// How a request can end, and how many ended each way.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tiga::loadgen {

/// The end of one request. Every request that was started has exactly one.
enum class Outcome : std::uint8_t {
  ok,             ///< status, framing and content are those expected
  wrong_status,   ///< a whole reply with another status than the one expected
  wrong_length,   ///< a whole reply whose content is longer or shorter, or that octets follow
  wrong_content,  ///< a whole reply of the expected length with other content
  empty_reply,    ///< the connection was closed before the first octet
  truncated,      ///< the connection was closed in the middle of a reply
  malformed,      ///< not an HTTP/1.x reply, or its framing is broken
  refused,        ///< no connection could be made
  reset,          ///< the connection was reset before the reply was whole
  timed_out,      ///< no connection, no whole reply, or no close of the connection within the limit
  no_local_port,  ///< this host has no local port left to connect from
  abandoned,      ///< still in flight when the run was ended
};

inline constexpr std::size_t outcome_count = 12;

/// The name in reports and in JSON: "wrong_status".
std::string_view name_of(Outcome outcome);

/// The outcome of that name.
std::optional<Outcome> outcome_named(std::string_view name);

/// One counter for each outcome.
class OutcomeCounts {
 public:
  std::uint64_t& operator[](Outcome outcome) { return counts_[static_cast<std::size_t>(outcome)]; }
  std::uint64_t operator[](Outcome outcome) const {
    return counts_[static_cast<std::size_t>(outcome)];
  }
  /// All requests that ended.
  std::uint64_t sum() const;
  /// All that did not end well; those abandoned at the end included.
  std::uint64_t failed() const { return sum() - (*this)[Outcome::ok]; }

  OutcomeCounts& operator+=(const OutcomeCounts& other);

  friend bool operator==(const OutcomeCounts&, const OutcomeCounts&) = default;

 private:
  std::array<std::uint64_t, outcome_count> counts_{};
};

/// Calls `visit(Outcome)` for each outcome in order of declaration.
template <typename Visit>
void for_each_outcome(Visit visit) {
  for (std::size_t index = 0; index < outcome_count; ++index) {
    visit(static_cast<Outcome>(index));
  }
}

}  // namespace tiga::loadgen
