// One of the things that a plan compares: an architecture of ours, or any command that serves HTTP.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tiga::suite {

struct Architecture;

/// How one kind of server process is started, known to be ready, and ended. Arguments and contents
/// of files hold placeholders: `{port}` a free port, `{root}` the folder to serve, `{work}` a
/// folder of the cell's own, `{programs}` the suite's executables, `{arm}` the arm's name, and for
/// a front `{backends}`, `{backend1}`, …
struct ServerCommand {
  std::vector<std::string> arguments;  ///< [0] is the program; empty: there is no such process
  std::string ready_line;  ///< ready when it prints a line that begins so; empty: when its port
                           ///< answers
  int stop_signal = 15;    ///< asks it to end; SIGTERM
};

/// What sends an arm its requests.
enum class Generator { loadgen, wrk };

struct Arm {
  std::string name;   ///< in plans, files and tables
  std::string title;  ///< for headings and legends
  ServerCommand front;
  ServerCommand backend;
  int backends = 0;
  /// Files made in `{work}` before the start: name, content with placeholders.
  std::vector<std::pair<std::string, std::string>> files = {};
  bool counts_replies = false;  ///< it leaves its counters in `{stats}`, as ours do
  Generator generator = Generator::loadgen;
};

/// The arm that an architecture of the registry is.
Arm arm_of(const Architecture& architecture);

/// The name under which a plan runs a copy of an arm beside it, to see whether it can tell two
/// identical servers apart: "async-aa".
std::string copy_name(std::string_view arm);

}  // namespace tiga::suite
