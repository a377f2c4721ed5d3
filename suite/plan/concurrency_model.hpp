// How an architecture shares out its requests: what the map's model needs to know of an arm.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "suite/text/language.hpp"

namespace tiga::suite::plan {

/// What works on requests, and how many of these there are: as many requests are worked on at once.
struct ConcurrencyModel {
  enum class By { unknown, loops, threads, processes, pool };
  By by = By::unknown;
  unsigned most = 0;  ///< loops, or handlers of a pool; 0: one for each connection, a loop a core

  friend bool operator==(const ConcurrencyModel&, const ConcurrencyModel&) = default;
};

inline constexpr ConcurrencyModel one_loop{ConcurrencyModel::By::loops, 1};
inline constexpr ConcurrencyModel a_loop_a_core{ConcurrencyModel::By::loops, 0};
inline constexpr ConcurrencyModel a_thread_each{ConcurrencyModel::By::threads, 0};
inline constexpr ConcurrencyModel a_process_each{ConcurrencyModel::By::processes, 0};
constexpr ConcurrencyModel loops(unsigned most) { return {ConcurrencyModel::By::loops, most}; }
constexpr ConcurrencyModel pool_of(unsigned most) { return {ConcurrencyModel::By::pool, most}; }

/// "one loop", "4 loops", "a loop a core", "a thread a connection", "a process a connection",
/// "a pool of 16"; nothing for any other text.
std::optional<ConcurrencyModel> parse_concurrency_model(std::string_view text);

/// The texts that parse_concurrency_model() takes, for complaints.
std::string_view handling_texts();

/// The same in a sentence: "one event loop", "4 event loops", "a thread for each connection", …
std::string to_text(const ConcurrencyModel& concurrency_model, text::Language language);

}  // namespace tiga::suite::plan
