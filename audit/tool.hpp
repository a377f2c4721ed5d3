// The load generators whose output is read, and what their figures mean.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "audit/field.hpp"

namespace tiga::audit {

/// When a tool sends the next request.
enum class Loop : std::uint8_t {
  closed,       ///< after the reply to the one before: rate x latency is the concurrency
  with_pauses,  ///< after the reply and possibly a pause: rate x latency is at most the concurrency
  /// Closed, but the tool adds latencies of requests that it would have sent: rate x latency may
  /// exceed the concurrency.
  corrected,
  open,      ///< when it is due: latencies may include the time before it is sent
  by_offer,  ///< open if the row has an offered rate, otherwise closed
  unknown
};

// The only list of tools, the last two of which are only recognised, not read: entry(TOOL, NAME,
// LOOP, RATE_OF, HEADS). RATE_OF is the count that the rate is based on. HEADS: the bytes received
// include the heads of replies.
// clang-format off
#define TIGA_AUDIT_TOOLS(entry)                                  \
  entry(unknown, "", unknown, complete, true)                    \
  entry(ab, "ab", closed, complete, true)                        \
  entry(loadgen, "loadgen", by_offer, complete, true)            \
  entry(suite, "this suite", by_offer, complete, true)           \
  entry(wrk, "wrk", corrected, complete, true)                   \
  entry(wrk2, "wrk2", open, complete, true)                      \
  entry(hey, "hey", with_pauses, complete, false)                \
  entry(h2load, "h2load", with_pauses, complete, true)           \
  entry(siege, "siege", with_pauses, complete, false)            \
  entry(httperf, "httperf", open, started, true)                 \
  entry(autocannon, "autocannon", with_pauses, complete, true)   \
  entry(oha, "oha", with_pauses, complete, false)                \
  entry(vegeta, "vegeta", open, ok, false)                       \
  entry(bombardier, "bombardier", with_pauses, complete, true)   \
  entry(k6, "k6", open, complete, true)                          \
  entry(jmeter, "JMeter", with_pauses, complete, true)           \
  entry(locust, "Locust", with_pauses, complete, false)          \
  entry(gatling, "Gatling", unknown, complete, true)             \
  entry(artillery, "Artillery", unknown, complete, true)
// clang-format on

/// The tool that counted, which defines "complete".
enum class Tool : std::uint8_t {
#define TIGA_AUDIT_ENTRY(tool, name, loop, rate_of, heads) tool,
  TIGA_AUDIT_TOOLS(TIGA_AUDIT_ENTRY)
#undef TIGA_AUDIT_ENTRY
};

/// A tool's name for messages, and the meaning of its figures.
struct ToolFacts {
  std::string_view name;
  Loop loop;
  Field rate_of;      ///< the count that the rate is based on
  bool counts_heads;  ///< the bytes received include the heads of replies
};

/// Of all tools, in the order of the enumeration.
inline constexpr auto all_tool_facts = std::to_array<ToolFacts>({
#define TIGA_AUDIT_ENTRY(tool, name, loop, rate_of, heads) \
  {name, Loop::loop, Field::rate_of, heads},
    TIGA_AUDIT_TOOLS(TIGA_AUDIT_ENTRY)
#undef TIGA_AUDIT_ENTRY
});

constexpr const ToolFacts& facts_of(Tool tool) {
  return all_tool_facts[static_cast<std::size_t>(tool)];
}

}  // namespace tiga::audit
