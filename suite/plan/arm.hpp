// One of the things that a plan compares: an architecture of ours, or any command that serves HTTP.
#pragma once

#include <csignal>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "suite/plan/placeholders.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::plan {

struct Architecture;

/// What works on requests, and how many of these there are: as many requests are worked on at once.
struct ConcurrencyModel {
  enum class By { unknown, loops, threads, processes, pool };
  By by = By::unknown;
  unsigned most = 0;  ///< loops, or handlers of a pool; 0: one for each connection, a loop a core
  /// Of a pool: one event loop reads and writes for all clients, and gives the pool only the work
  /// of requests (`/workload/…`).
  bool behind_loop = false;

  friend bool operator==(const ConcurrencyModel&, const ConcurrencyModel&) = default;
};

inline constexpr ConcurrencyModel one_loop{ConcurrencyModel::By::loops, 1};
inline constexpr ConcurrencyModel a_loop_a_core{ConcurrencyModel::By::loops, 0};
inline constexpr ConcurrencyModel a_thread_each{ConcurrencyModel::By::threads, 0};
inline constexpr ConcurrencyModel a_process_each{ConcurrencyModel::By::processes, 0};
constexpr ConcurrencyModel loops(unsigned most) { return {ConcurrencyModel::By::loops, most}; }
constexpr ConcurrencyModel pool_of(unsigned most) { return {ConcurrencyModel::By::pool, most}; }
constexpr ConcurrencyModel pool_behind_loop(unsigned most) {
  return {ConcurrencyModel::By::pool, most, true};
}

/// "one loop", "4 loops", "a loop a core", "a thread a connection", "a process a connection",
/// "a pool of 16", "a loop and a pool of 16"; nothing for any other text.
std::optional<ConcurrencyModel> parse_concurrency_model(std::string_view text);

/// The texts that parse_concurrency_model() takes, for complaints.
std::string_view handling_texts();

/// The same in a sentence: "one event loop", "4 event loops", "a thread for each connection", …
std::string to_text(const ConcurrencyModel& concurrency_model, text::Language language);

/// How one kind of server process is started, known to be ready, and ended. Arguments and contents
/// of files hold placeholders, see docs/plans.md.
struct ServerCommand {
  std::vector<std::string> arguments;  ///< [0] is the program; empty: there is no such process
  /// Ready when it prints a line that begins so, on standard output or standard error; empty: when
  /// its port answers.
  std::string ready_line;
  int stop_signal = SIGTERM;  ///< asks it to end
  /// Files made in `{work}` before the start: name, content with placeholders.
  std::vector<std::pair<std::string, std::string>> files = {};
  PlaceholderValues values = {};  ///< placeholders that the plan gives a value
  /// Arguments behind the others where it is to listen on another address than 127.0.0.1.
  std::vector<std::string> off_loopback = {};

  /// One of the suite's own programs.
  bool is_ours() const;
  /// Whether an argument (also one of off_loopback) or a file has that placeholder.
  bool has(std::string_view placeholder) const;
};

/// What sends an arm its requests.
enum class Generator { loadgen, wrk };

struct Arm {
  std::string name;           ///< in plans, files and tables
  text::LocalizedText title;  ///< for headings and legends
  ServerCommand front;
  ServerCommand backend;  ///< what the front balances over
  int backends = 0;
  bool counts_replies = false;  ///< the front leaves its counters in `{stats}`, as ours do
  Generator generator = Generator::loadgen;
  ConcurrencyModel concurrency_model =
      {};  ///< what works on its requests; unknown unless somebody says so
};

/// The arm that an architecture of the registry is. Each of its servers gets `options`.
Arm arm_of(const Architecture& architecture, const std::vector<std::string>& options = {});

/// The name under which a plan runs a copy of an arm beside it, to see whether it can tell two
/// identical servers apart: "async-aa".
std::string copy_name(std::string_view arm);

}  // namespace tiga::suite::plan
