// How a request can end, and how many ended each way.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

// The only list of outcomes: entry(NAME, MEANING). The enumeration, the names in reports, the keys
// in JSON and the columns in CSV come from it; MEANING is the text of the table in docs/loadgen.md.
// clang-format off
#define TIGA_LOADGEN_OUTCOMES(entry)                                                              \
  entry(ok, "the expected status and content, with correct framing")                              \
  entry(wrong_status, "a complete reply with another status than the expected one")               \
  entry(wrong_length, "a complete reply with longer or shorter content, or with bytes after it")  \
  entry(wrong_content, "a complete reply of the expected length with other content")              \
  entry(empty_reply, "the connection was closed before the first byte")                           \
  entry(truncated, "the connection was closed in the middle of a reply")                          \
  entry(malformed, "not an HTTP/1.x reply, or wrong framing")                                     \
  entry(refused, "the connection failed to open")                                                 \
  entry(reset, "the connection was reset before the reply was complete")                          \
  entry(timed_out, "no connection, no complete reply, or no close of the connection within `-s`") \
  entry(no_local_port, "this host had no local port left")                                        \
  entry(abandoned, "in flight when `-t` or a signal ended the run")
// clang-format on

namespace tiga::loadgen {

/// The end of one request. Every request that was started has exactly one.
enum class Outcome : std::uint8_t {
#define TIGA_LOADGEN_ENTRY(name, meaning) name,
  TIGA_LOADGEN_OUTCOMES(TIGA_LOADGEN_ENTRY)
#undef TIGA_LOADGEN_ENTRY
};

/// What is known of an outcome.
struct OutcomeInfo {
  Outcome outcome;
  std::string_view name;     ///< in reports, JSON and CSV: "wrong_status"
  std::string_view meaning;  ///< as in docs/loadgen.md
};

/// All outcomes, in the order of the enumeration.
inline constexpr auto all_outcomes = std::to_array<OutcomeInfo>({
#define TIGA_LOADGEN_ENTRY(name, meaning) {Outcome::name, #name, meaning},
    TIGA_LOADGEN_OUTCOMES(TIGA_LOADGEN_ENTRY)
#undef TIGA_LOADGEN_ENTRY
});

inline constexpr std::size_t outcome_count = all_outcomes.size();

/// The name in reports and in JSON: "wrong_status".
constexpr std::string_view name_of(Outcome outcome) {
  return all_outcomes[static_cast<std::size_t>(outcome)].name;
}

/// The outcome of that name; `nullopt` if there is none.
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
  /// All that did not end ok, including those abandoned at the end.
  std::uint64_t failed() const { return sum() - (*this)[Outcome::ok]; }

  OutcomeCounts& operator+=(const OutcomeCounts& other);

  friend bool operator==(const OutcomeCounts&, const OutcomeCounts&) = default;

 private:
  std::array<std::uint64_t, outcome_count> counts_{};
};

/// Calls `visit(Outcome)` for each outcome in the order of the enumeration.
void for_each_outcome(auto visit) {
  for (const OutcomeInfo& info : all_outcomes) {
    visit(info.outcome);
  }
}

}  // namespace tiga::loadgen
