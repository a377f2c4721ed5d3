// All constants of the method by name and as docs/method.md shows them.
#pragma once

#include <string>
#include <vector>

namespace tiga::suite::analysis {

/// One line of the table "Constants".
struct MethodConstant {
  std::string name;   ///< "stolen time"
  std::string value;  ///< "10 %", made from the constant that the code uses
};

/// In the order of the table; a test checks docs/method.md against it.
std::vector<MethodConstant> method_constants();

}  // namespace tiga::suite::analysis
