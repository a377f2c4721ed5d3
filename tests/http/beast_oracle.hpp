// How Boost.Beast reads a request: an independent parser's result.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tiga::http::test {

struct OracleAnswer {
  bool accepted = false;  ///< head and content are whole and well formed
  std::string error;      ///< else its words
  std::string method;
  std::string target;
  std::vector<std::pair<std::string, std::string>> fields;
  std::string content;
};

OracleAnswer ask_beast(std::string_view request);

}  // namespace tiga::http::test
