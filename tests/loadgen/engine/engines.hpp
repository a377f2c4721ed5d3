// The engines that tests run on.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/uring/uring.hpp"
#include "loadgen/engine/engine.hpp"

namespace tiga::loadgen::engine {

inline std::vector<EngineChoice> offered_engines() {
  std::vector<EngineChoice> engines = {EngineChoice::epoll};
  if (common::Uring::offered()) {
    engines.push_back(EngineChoice::io_uring);
  }
  return engines;
}

/// For INSTANTIATE_TEST_SUITE_P.
inline std::string engine_name(const testing::TestParamInfo<EngineChoice>& test) {
  return std::string(name_of(test.param));
}

}  // namespace tiga::loadgen::engine
