// Steps that are all done although one fails.
#pragma once

#include <algorithm>
#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "common/error.hpp"

namespace tiga::common {

/// For the outputs of a program: one that cannot be written does not cost the others. Not
/// thread-safe.
class Attempts {
 public:
  /// Does the step; what it throws is kept.
  template <class Step>
  void operator()(Step&& step) {
    try {
      std::forward<Step>(step)();
    } catch (const std::exception& error) {
      if (std::find(failures_.begin(), failures_.end(), error.what()) == failures_.end()) {
        failures_.emplace_back(error.what());
      }
    }
  }

  /// Throws CannotRun with the text of each failure, if there was one.
  void check() const {
    std::string all;
    for (const std::string& failure : failures_) {
      all += (all.empty() ? "" : "; ") + failure;
    }
    if (!all.empty()) {
      throw CannotRun(all);
    }
  }

 private:
  std::vector<std::string> failures_;
};

}  // namespace tiga::common
