// Many scripted connections to one server at once, in one poll loop.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/clock.hpp"
#include "tests/conformance/cases.hpp"

namespace tiga::tests {

/// What one connection sends, in which pieces, for which case.
struct Script {
  const conformance::Case* expected = nullptr;
  std::string how;                       ///< for messages: "whole", "split at 3,17"
  std::vector<std::string_view> pieces;  ///< of expected->bytes; each is sent in a round of its own
};

/// Sends every script over a connection of its own, `at_once` of them at the same time, reads the
/// replies strictly and checks them and the state of the connection after them. One line for each
/// script that did not go as expected.
std::vector<std::string> hold_dialogues(std::uint16_t port, const std::vector<Script>& scripts,
                                        common::Nanoseconds limit_each, std::size_t at_once);

}  // namespace tiga::tests
