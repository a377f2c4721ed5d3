#include "suite/analysis/stored_reason.hpp"

#include <fmt/args.h>

#include <array>
#include <optional>
#include <vector>

#include "suite/text/tr.hpp"

namespace tiga::suite::analysis {
namespace {

// Texts with "{}" for each figure.
constexpr std::array patterns{
    text::message("warm-up: {} of {} requests ended ok; {}"),
    text::message("{} of {} requests ended ok; {}"),
    text::message("warm-up: of {} idle connections {} stood at the begin, {} at the end; of {} "
                  "slow readers {} "
                  "and {}; {} of their {} requests failed"),
    text::message("of {} idle connections {} stood at the begin, {} at the end; of {} slow readers "
                  "{} and {}; "
                  "{} "
                  "of their {} requests failed"),
    text::message("the servers left no count of their replies"),
    text::message("counters disagree: the servers sent {} replies, the generator counts {} ok and "
                  "{} started"),
    text::message(
        "Little's law does not hold: throughput x mean latency is {} times the mean number of "
        "requests in flight that was measured"),
    text::message("no request was answered"),
};

constexpr std::string_view hole = "{}";

// What stands in the pattern's holes.
std::optional<std::vector<std::string_view>> figures_in(std::string_view text,
                                                        std::string_view pattern) {
  std::vector<std::string_view> figures;
  for (std::size_t at = pattern.find(hole); at != std::string_view::npos; at = pattern.find(hole)) {
    if (!text.starts_with(pattern.substr(0, at))) {
      return std::nullopt;
    }
    text.remove_prefix(at);
    pattern.remove_prefix(at + hole.size());
    const std::string_view next = pattern.substr(0, pattern.find(hole));
    const std::size_t end = next.empty() ? text.size() : text.find(next);
    if (end == std::string_view::npos) {
      return std::nullopt;
    }
    figures.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return text == pattern ? std::optional(figures) : std::nullopt;
}

std::string filled(std::string_view pattern, const std::vector<std::string_view>& figures) {
  fmt::dynamic_format_arg_store<fmt::format_context> arguments;
  for (const std::string_view figure : figures) {
    arguments.push_back(figure);
  }
  return fmt::vformat(pattern, arguments);
}

}  // namespace

std::string told_reason(std::string_view reason, text::Language language) {
  for (const text::Message& pattern : patterns) {
    if (const auto figures = figures_in(reason, pattern.english)) {
      return filled(language.translated(pattern.english), *figures);
    }
  }
  return std::string(reason);
}

}  // namespace tiga::suite::analysis
