// One of the things that a plan compares: an architecture of ours, or any command that serves HTTP.
#pragma once

#include <csignal>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "suite/plan/concurrency_model.hpp"
#include "suite/plan/placeholders.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::plan {

struct Architecture;

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

  /// One of the suite's own programs.
  bool is_ours() const;
  /// Whether an argument or a file has that placeholder.
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
