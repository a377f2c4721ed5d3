// Random requests: most of them valid, then corrupted in a few bytes.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace tiga::http::test {

/// The same seed gives the same requests.
class RequestGenerator {
 public:
  explicit RequestGenerator(std::uint32_t seed) : random_(seed) {}

  /// A request in the grammar, though not always one that is accepted.
  std::string request();
  /// The same with up to `most` bytes changed, dropped, doubled or put in.
  std::string spoil(std::string request, int most);

 private:
  std::size_t below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_);
  }
  bool one_in(std::size_t count) { return below(count) == 0; }
  std::string_view pick(const std::vector<std::string_view>& choices) {
    return choices[below(choices.size())];
  }
  std::string text(std::string_view alphabet, std::size_t most);
  std::string framed_content();
  std::string chunks();

  std::mt19937 random_;
};

}  // namespace tiga::http::test
