// The architectures that can be measured: the one place that names them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "suite/plan/arm.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::plan {

/// One architecture and the processes that it is made of. All programs stand beside the tiga
/// executable.
struct Architecture {
  std::string_view name;    ///< the arm's name in plans, files and tables: "balanced"
  text::Message title;      ///< for a heading or a legend: "Event loops behind a balancer"
  std::string_view folder;  ///< its folder under servers/
  std::string_view front;   ///< the program that clients connect to
  std::string_view
      backend;   ///< the program behind it, handed over as `--backend HOST:PORT`; empty: none
  int backends;  ///< how many of those
  ConcurrencyModel concurrency_model =
      {};  ///< what works on its requests, as far as the map's model knows
  std::string_view front_options = {};  ///< for the front alone, with blanks between: "--loops 4"
  std::string_view options = {};        ///< for the front and the backends: "--engine io_uring"
};

/// The options for its front, one by one.
std::vector<std::string> front_options_of(const Architecture& architecture);
/// Those for each of its backends.
std::vector<std::string> backend_options_of(const Architecture& architecture);

/// Every architecture, in the order of tables and legends.
std::span<const Architecture> architectures();

/// The one of that name, or nullptr.
const Architecture* find_architecture(std::string_view name);

/// "threaded, async, balanced".
std::string architecture_names();

}  // namespace tiga::suite::plan
