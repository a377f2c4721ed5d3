#include "audit/headings/unit.hpp"

#include <map>

#include "audit/headings/words.hpp"

namespace tiga::audit::headings {
namespace {

constexpr double kib = 1024;
constexpr double bits = 8;

const std::map<std::string, Unit, std::less<>>& units() {
  using enum Dimension;
  static const std::map<std::string, Unit, std::less<>> all = {
      {"s", {time, 1, 0, "s"}},
      {"ms", {time, 1e-3, 0, "ms"}},
      {"us", {time, 1e-6, 0, "us"}},
      {"ns", {time, 1e-9, 0, "ns"}},
      {"minute", {time, 60, 0, "minutes"}},
      {"bytes", {bytes, 1, 0, "bytes"}},
      {"kb", {bytes, kib, 1, "KB"}},
      {"mb", {bytes, kib * kib, 2, "MB"}},
      {"gb", {bytes, kib * kib * kib, 3, "GB"}},
      {"bytes per s", {byte_rate, 1, 0, "bytes/s"}},
      {"kb per s", {byte_rate, kib, 1, "KB/s"}},
      {"mb per s", {byte_rate, kib * kib, 2, "MB/s"}},
      {"gb per s", {byte_rate, kib * kib * kib, 3, "GB/s"}},
      {"kbit per s", {byte_rate, 1e3 / bits, 0, "kbit/s"}},
      {"kbps", {byte_rate, 1e3 / bits, 0, "kbit/s"}},
      {"mbit per s", {byte_rate, 1e6 / bits, 0, "Mbit/s"}},
      {"mbps", {byte_rate, 1e6 / bits, 0, "Mbit/s"}},
      {"request per minute", {request_rate, 1.0 / 60, 0, "requests/minute"}},
      {"per minute", {request_rate, 1.0 / 60, 0, "requests/minute"}},
      {"request per min", {request_rate, 1.0 / 60, 0, "requests/minute"}},
      {"per min", {request_rate, 1.0 / 60, 0, "requests/minute"}},
      {"per hour", {request_rate, 1.0 / 3600, 0, "requests/hour"}},
      {"request per s", {request_rate, 1, 0, "requests/s"}},
      {"rps", {request_rate, 1, 0, "requests/s"}},
      {"per s", {request_rate, 1, 0, "requests/s"}},
      {"request", {count, 1, 0, ""}},
      {"%", {share, 0.01, 0, "%"}},
      {"ratio", {share, 1, 0, ""}},
  };
  return all;
}

bool is_abs_own(const std::string& word) {
  return word == "mean" || word == "across" || word == "all" || word == "concurrent" ||
         word == "received" || word == "transfer" || word == "max";
}

}  // namespace

std::optional<Unit> unit_of(const std::vector<std::string>& words) {
  const auto found = units().find(joined(words));
  return found == units().end() ? std::nullopt : std::optional<Unit>(found->second);
}

CellUnit unit_of_cell(std::string_view rest) {
  if (rest.empty()) {
    return {};
  }
  std::vector<std::string> words;
  bool across = false;
  for (std::string& word : words_of(rest)) {
    across = across || word == "across";
    if (!is_abs_own(word) && !(across && word == "request")) {
      words.push_back(std::move(word));
    }
  }
  if (words.empty()) {
    // Signs that are not words: "1." is the number of a row; "5 %" and "~" are not counts.
    return {std::nullopt, rest.find_first_not_of(" .()[]:;") == std::string_view::npos ||
                              !words_of(rest).empty()};
  }
  const std::optional<Unit> unit = unit_of(words);
  return {unit, unit.has_value()};
}

}  // namespace tiga::audit::headings
