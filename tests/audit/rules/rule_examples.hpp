// Examples of each rule: a table in which it finds something, and one much like it in which it must
// not.
#pragma once

#include <cstddef>
#include <ostream>
#include <set>
#include <string>
#include <vector>

namespace tiga::audit::rules {

struct Example {
  std::string rule;
  std::string fires;
  std::set<std::size_t> rows;  ///< from 1; 0: the whole table
  std::string spares;
};

inline void PrintTo(const Example& example, std::ostream* out) { *out << example.rule; }

/// An ab report with these lines.
inline std::string ab(const std::string& lines) {
  return "This is ApacheBench, Version 2.3\n" + lines;
}

// In English and Indonesian, comma and point, as tables come.
std::vector<Example> examples_of_counts();
std::vector<Example> examples_of_failures();
std::vector<Example> examples_of_rates();
std::vector<Example> examples_of_latencies();
std::vector<Example> examples_of_flight();
std::vector<Example> examples_of_tables();

}  // namespace tiga::audit::rules
