// Parses a whole request head in one call.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "http/request_parser.hpp"

namespace tiga::http::test {

struct ParsedRequest {
  explicit ParsedRequest(std::string_view input, const Limits& limits = {})
      : parser(limits), text(input) {
    state = parser.parse(text);
  }
  const Request& request() const { return parser.request(); }

  RequestParser parser;
  std::string text;
  RequestParser::State state;
};

inline ParseError error_of(std::string_view input, const Limits& limits = {}) {
  const ParsedRequest parsed(input, limits);
  EXPECT_EQ(parsed.state == RequestParser::State::failed,
            parsed.parser.error() != ParseError::none);
  return parsed.parser.error();
}

}  // namespace tiga::http::test
