#include "audit/reading/unread_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include "audit/markup/text.hpp"
#include "common/text.hpp"

namespace tiga::audit::reading {
namespace {

constexpr std::size_t most_lines = 10'000;
constexpr std::size_t longest_line = 300;
constexpr std::string_view cross = "\xE2\x9C\x97";  // k6's mark of what failed

// What a token counts.
enum class Counted : std::uint8_t { nothing, zero, some };

// "12", "1,200" and "3k"; no share, no time and no address.
Counted counted_by(std::string_view token) {
  constexpr std::string_view marks = "()[],;:.'\"";
  token = common::trimmed(token, marks);
  const bool is_scaled = token.size() > 1 && (token.back() == 'k' || token.back() == 'M');
  const std::string_view digits = token.substr(0, token.size() - (is_scaled ? 1 : 0));
  const std::string_view allowed = is_scaled ? "0123456789,." : "0123456789,";
  if (digits.empty() || digits.find_first_not_of(allowed) != std::string_view::npos) {
    return Counted::nothing;
  }
  return digits.find_first_of("123456789") == std::string_view::npos ? Counted::zero
                                                                     : Counted::some;
}

bool is_of_failures(std::string_view token) {
  constexpr auto parts = std::to_array<std::string_view>(
      {"error", "fail", "timeout", "timed-out", "non-2xx", "non2xx", "reset", "mismatch", "refused",
       "dropped", "aborted", "rejected", "unreachable"});
  if (token.find("//") != std::string_view::npos || token.starts_with('/')) {
    return false;
  }
  const std::string lower = common::lower_case(token);
  return std::ranges::any_of(
      parts, [&](std::string_view part) { return lower.find(part) != std::string::npos; });
}

Counted first_after(const std::vector<Counted>& counts, std::size_t at) {
  constexpr std::size_t farthest = 2;
  for (std::size_t i = at + 1; i < std::min(counts.size(), at + 1 + farthest); ++i) {
    if (counts[i] != Counted::nothing) {
      return counts[i];
    }
  }
  return Counted::nothing;
}

Counted last_before(const std::vector<Counted>& counts, std::size_t at) {
  constexpr std::size_t farthest = 4;
  for (std::size_t distance = 1; distance <= std::min(at, farthest); ++distance) {
    if (counts[at - distance] != Counted::nothing) {
      return counts[at - distance];
    }
  }
  return Counted::nothing;
}

// Whether the count beside a word at `at` is above 0: "3 errors", "errors: 3", "3 bodies with
// errors"; but not "0 errors in 20 requests".
bool has_count_beside(const std::vector<Counted>& counts, std::size_t at) {
  if (at > 0 && counts[at - 1] != Counted::nothing) {
    const bool is_followed = at + 1 < counts.size() && counts[at + 1] == Counted::some;
    return counts[at - 1] == Counted::some || is_followed;
  }
  const Counted after = first_after(counts, at);
  return (after == Counted::nothing ? last_before(counts, at) : after) == Counted::some;
}

}  // namespace

bool counts_failures(std::string_view line) {
  if (line.size() > longest_line || line.find(' ') == std::string_view::npos ||
      line.find_first_of("123456789") == std::string_view::npos) {
    return false;
  }
  const std::vector<std::string_view> tokens = common::words_between_blanks(line);
  std::vector<Counted> counts;
  counts.reserve(tokens.size());
  std::ranges::transform(tokens, std::back_inserter(counts), counted_by);
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (tokens[at] == cross ? first_after(counts, at) == Counted::some
                            : is_of_failures(tokens[at]) && has_count_beside(counts, at)) {
      return true;
    }
  }
  return false;
}

void LimitedNotes::add(std::size_t line, std::string_view text) {
  constexpr std::size_t most = 5;
  if (all_.size() < most) {
    all_.push_back(fmt::format("line {}: '{}' {}", line, markup::shown(text), of_one_));
  } else if (all_.size() == most) {
    all_.push_back(fmt::format("line {}: this and later lines {}", line, of_more_));
  }
}

LimitedNotes notes_on_failures() { return {"counts failures", "count failures"}; }

void UnreadLines::add(std::size_t number, std::string_view line, const Tools& known_by) {
  if (stopped_at_ > 0 || !counts_failures(line)) {
    return;
  }
  if (lines_.size() == most_lines) {
    stopped_at_ = number;
    stopped_block_ = block_begin_;
    return;
  }
  lines_.push_back({number, block_begin_, 0, std::string(line), known_by});
}

void UnreadLines::end_block(std::size_t number, std::size_t next) {
  for (; first_of_block_ < lines_.size(); ++first_of_block_) {
    lines_[first_of_block_].block_end = number;
  }
  block_begin_ = next;
}

bool UnreadLines::reaches(const Line& line, const ToolReport& report) {
  return line.number < report.first_line()
             ? line.block_end == 0 || line.block_end > report.first_line()
             : line.number <= report.last_line() || line.block_begin <= report.last_line();
}

std::vector<std::vector<std::string>> UnreadLines::notes_of(
    const std::vector<ToolReport>& reports) const {
  std::vector<LimitedNotes> notes(reports.size(), notes_on_failures());
  for (const Line& line : lines_) {
    const auto after = std::ranges::upper_bound(reports, line.number, {}, &ToolReport::first_line);
    auto owner = after;
    if (after != reports.begin() && reaches(line, *std::prev(after))) {
      owner = std::prev(after);
    } else if (after == reports.end() || !reaches(line, *after)) {
      continue;
    }
    if (!line.known_by[static_cast<std::size_t>(owner->tool())]) {
      notes[static_cast<std::size_t>(owner - reports.begin())].add(line.number, line.text);
    }
  }
  std::vector<std::vector<std::string>> texts;
  texts.reserve(reports.size());
  for (std::size_t i = 0; i < reports.size(); ++i) {
    texts.push_back(notes[i].all());
    if (stopped_at_ > 0 && stopped_block_ <= reports[i].last_line()) {
      texts[i].push_back(fmt::format(
          "line {}: from here on lines that count failures are not looked for: {} came before",
          stopped_at_, most_lines));
    }
  }
  return texts;
}

}  // namespace tiga::audit::reading
