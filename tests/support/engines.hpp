// Tests of servers with an event loop, on each of its engines.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tiga::tests {

/// The values of --engine that can be used here. A test of loadgen's engines is skipped, by name,
/// where one of them cannot.
std::vector<std::string> offered_engines();

/// A test whose parameter is one of them.
using OnEachEngine = testing::TestWithParam<std::string>;

/// Instantiates a suite derived from OnEachEngine.
#define TIGA_ON_EACH_ENGINE(suite_name)                                         \
  INSTANTIATE_TEST_SUITE_P(Engine, suite_name,                                  \
                           testing::ValuesIn(::tiga::tests::offered_engines()), \
                           [](const auto& instance) { return instance.param; })

}  // namespace tiga::tests
