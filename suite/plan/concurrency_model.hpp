// How an architecture shares out its requests: what the map's model needs to know of an arm.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "suite/text/language.hpp"

namespace tiga::suite::plan {

/// What works on requests, and how many of these there are: as many requests are worked on at once.
struct Handling {
  enum class By { unknown, loops, threads, processes, pool };
  By by = By::unknown;
  unsigned most = 0;  ///< loops, or handlers of a pool; 0: one for each connection, a loop a core

  friend bool operator==(const Handling&, const Handling&) = default;
};

inline constexpr Handling one_loop{Handling::By::loops, 1};
inline constexpr Handling a_loop_a_core{Handling::By::loops, 0};
inline constexpr Handling a_thread_each{Handling::By::threads, 0};
inline constexpr Handling a_process_each{Handling::By::processes, 0};
constexpr Handling loops(unsigned most) { return {Handling::By::loops, most}; }
constexpr Handling pool_of(unsigned most) { return {Handling::By::pool, most}; }

/// "one loop", "4 loops", "a loop a core", "a thread a connection", "a process a connection",
/// "a pool of 16"; nothing for any other text.
std::optional<Handling> parse_handling(std::string_view text);

/// The texts that parse_handling() takes, for complaints.
std::string_view handling_texts();

/// The same in a sentence: "one event loop", "4 event loops", "a thread for each connection", …
std::string to_text(const Handling& handling, text::Language language);

}  // namespace tiga::suite::plan
