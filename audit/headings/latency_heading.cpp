// Headings of latencies: a statistic, and what it is of.
#include <algorithm>
#include <array>
#include <charconv>

#include "audit/headings/heading.hpp"
#include "audit/headings/words.hpp"

namespace tiga::audit::headings {
namespace {

using Words = std::vector<std::string>;

struct Statistic {
  std::string_view name;
  Field field;
};
constexpr auto statistics = std::to_array<Statistic>({
    {"min", Field::latency_min},        {"0", Field::latency_min},
    {"mean", Field::latency_mean},      {"median", Field::latency_p50},
    {"2.5", Field::latency_p2_5},       {"10", Field::latency_p10},
    {"25", Field::latency_p25},         {"50", Field::latency_p50},
    {"66", Field::latency_p66},         {"75", Field::latency_p75},
    {"80", Field::latency_p80},         {"90", Field::latency_p90},
    {"95", Field::latency_p95},         {"97.5", Field::latency_p97_5},
    {"98", Field::latency_p98},         {"99", Field::latency_p99},
    {"99.9", Field::latency_p99_9},     {"99.99", Field::latency_p99_99},
    {"99.999", Field::latency_p99_999}, {"100", Field::latency_max},
    {"max", Field::latency_max},
});

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool says_percentile(const std::string& word) { return word == "percentile" || word == "line"; }

// "p95", "95%", "95th", "90e": its number, and whether the word itself says that it is a
// percentile.
struct Percent {
  std::string number;
  bool is_said = false;
};

Percent percent_of(std::string_view word) {
  Percent percent;
  if (word.starts_with('p') && word.size() > 1) {
    percent.is_said = true;
    word.remove_prefix(1);
  }
  const std::size_t digits = std::min(word.find_first_not_of("0123456789"), word.size());
  const std::string_view suffix = word.substr(digits);
  constexpr auto suffixes = std::to_array<std::string_view>({"", "%", "th", "st", "nd", "e", "o"});
  if (digits == 0 || std::ranges::find(suffixes, suffix) == suffixes.end()) {
    return {};
  }
  percent.is_said = percent.is_said || suffix == "%" || suffix == "th";
  percent.number = word.substr(0, digits);
  return percent;
}

// Takes the statistic out of the words: "p", "99", "9" is p99.9.
std::optional<Field> take_percentile(Words& words) {
  bool is_said = std::ranges::any_of(words, says_percentile);
  for (std::size_t at = 0; at < words.size(); ++at) {
    Percent percent = percent_of(words[at]);
    if (percent.number.empty()) {
      continue;
    }
    std::size_t count = 1;
    is_said = is_said || percent.is_said || (at > 0 && words[at - 1] == "p");
    if (at + 1 < words.size() &&
        is_digits(words[at].substr(words[at].find_last_not_of("0123456789") + 1))) {
      const Percent fraction = percent_of(words[at + 1]);
      if (!fraction.number.empty() && words[at + 1][0] != 'p') {
        percent.number += '.' + fraction.number;
        is_said = is_said || fraction.is_said;
        ++count;
      }
    }
    const auto known =
        std::ranges::find(statistics, std::string_view(percent.number), &Statistic::name);
    if (!is_said || known == statistics.end()) {
      return std::nullopt;
    }
    const auto begin = words.begin() + static_cast<std::ptrdiff_t>(at);
    words.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
    std::erase_if(words, [](const std::string& word) {
      return says_percentile(word) || word == "p" || word == "%";
    });
    return known->field;
  }
  return std::nullopt;
}

std::optional<Field> take_statistic(Words& words) {
  if (const auto percentile = take_percentile(words)) {
    return percentile;
  }
  for (auto word = words.begin(); word != words.end(); ++word) {
    const bool is_number = word->find_first_not_of("0123456789.") == std::string::npos;
    const auto known = std::ranges::find(statistics, std::string_view(*word), &Statistic::name);
    if (known != statistics.end() && !is_number) {
      words.erase(word);
      return known->field;
    }
  }
  return std::nullopt;
}

bool is_latency(Words words) {
  std::ranges::sort(words);
  constexpr auto names =
      std::to_array<std::string_view>({"latency", "response time", "responsetime", "request time",
                                       "latency request", "latency response", "latency time",
                                       "per request time", "response", "request response time"});
  return std::ranges::find(names, std::string_view(joined(words))) != names.end();
}

}  // namespace

std::optional<Field> statistic_named(std::vector<std::string> words) {
  const auto statistic = take_statistic(words);
  return words.empty() ? statistic : std::nullopt;
}

std::optional<Field> latency_named(std::vector<std::string> words) {
  const bool is_per_request = std::ranges::find(words, "per") != words.end();
  if (is_latency(words) && !is_per_request) {
    return Field::latency_mean;
  }
  const auto statistic = take_statistic(words);
  if (!statistic) {
    return std::nullopt;
  }
  const bool is_of_one = *statistic == Field::latency_mean;
  if (words.empty()) {
    const bool names_its_kind =
        *statistic != Field::latency_min && !is_of_one && *statistic != Field::latency_max;
    return names_its_kind ? statistic : std::nullopt;
  }
  if (is_latency(words)) {
    return is_of_one && is_per_request ? std::nullopt : statistic;
  }
  return words == Words{"time"} ? statistic : std::nullopt;
}

}  // namespace tiga::audit::headings
