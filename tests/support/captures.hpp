#pragma once

#include <regex>
#include <set>
#include <string>

namespace tiga::tests {

/// What the first group of `pattern` matched, over all of `text`, which is searched once: for tests
/// that look many names up in the sources.
inline std::set<std::string> captures(const std::string& text, const std::string& pattern) {
  const std::regex expression(pattern);
  std::set<std::string> found;
  for (std::sregex_iterator match(text.begin(), text.end(), expression), end; match != end;
       ++match) {
    found.insert((*match)[1]);
  }
  return found;
}

}  // namespace tiga::tests
