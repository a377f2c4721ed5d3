// Streams of messages that are nearly right: seeds, changed in a few places of the kinds that
// others' suites and attacks on framing use.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/message.hpp"
#include "tests/conformance/plain_reader.hpp"

namespace tiga::http::test {

/// The same number gives the same stream, with every compiler.
class Mutator {
 public:
  /// `lines`: whole field lines to insert.
  Mutator(std::vector<std::string> seeds, std::vector<std::string_view> lines)
      : seeds_(std::move(seeds)), lines_(std::move(lines)) {}

  /// A stream of at most `longest` bytes.
  std::string stream(std::uint64_t number);
  /// Where it arrives in pieces: ascending, none at its ends. Call after stream().
  std::vector<std::size_t> cuts(std::size_t size);
  /// Call after stream().
  bool one_in(std::size_t count) { return below(count) == 0; }

  static constexpr std::size_t longest = 4000;

 private:
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }
  template <typename Choices>
  const auto& pick(const Choices& choices) {
    return choices[below(choices.size())];
  }
  void change(std::string& stream);
  void change_byte(std::string& stream);
  void change_digit(std::string& stream);
  void change_line_end(std::string& stream);
  void change_lines(std::string& stream);
  void join(std::string& stream);

  std::vector<std::string> seeds_;
  std::vector<std::string_view> lines_;
  std::mt19937_64 random_;
};

/// Which streams a test tries: `usual` of them, or as TIGA_STREAMS (a number) and TIGA_FIRST_STREAM
/// in the environment say. A failure names its stream, which is repeated with TIGA_STREAMS=1.
struct StreamNumbers {
  explicit StreamNumbers(std::uint64_t usual);

  std::uint64_t first = 0;
  std::uint64_t count = 0;
  bool are_usual = true;  ///< so that what they hit is known
};

/// The parser's name for what the plain reader calls `body`.
Framing framing_of(conformance::Body body);

/// Whether `reads(stream + rest)` holds for some rest that could end a message, of which `end` is
/// one: its last bytes, any number of them.
template <typename Reads>
bool some_completion(const std::string& stream, std::string_view end, Reads reads) {
  for (std::size_t from = 0; from < end.size(); ++from) {
    if (reads(stream + std::string(end.substr(from)))) return true;
  }
  return false;
}

}  // namespace tiga::http::test
