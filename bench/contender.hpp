// A request parser in the comparison, with and without its results.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tiga::bench {

/// The result of a parser. Parsers are checked for equal results before they are timed.
struct Answer {
  bool complete = false;
  std::string method;
  std::string target;
  std::vector<std::pair<std::string, std::string>> fields;

  bool operator==(const Answer&) const = default;
};

/// `parse` is timed: one complete head, with method, target and fields kept for the caller as each
/// parser is meant to be used; returns the number of fields. `answer` does the same and copies
/// them.
struct Contender {
  const char* name;
  std::size_t (*parse)(std::string_view request);
  Answer (*answer)(std::string_view request);
};

extern const Contender tiga_contender;
extern const Contender beast_contender;
#ifdef TIGA_HAS_LLHTTP
extern const Contender llhttp_contender;
#endif

}  // namespace tiga::bench
