#include "suite/autopsy/ranges.hpp"
#include "suite/text/tr.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace tiga::suite::autopsy {
namespace {

std::string unknown(text::Language language) { return tr(language, "unknown"); }

}  // namespace

void CountRange::add(records::Count value) {
  if (!value) {
    known_ = false;
    return;
  }
  least_ = empty_ ? *value : std::min(least_, *value);
  most_ = empty_ ? *value : std::max(most_, *value);
  empty_ = false;
}

std::string CountRange::text(text::Language language) const {
  if (!known_ || empty_) {
    return unknown(language);
  }
  return least_ == most_ ? fmt::format("{}", least_)
                         : fmt::format("{}{}{}", least_, tr_in(language, "counts", " to "), most_);
}

bool CountRange::is_always(std::uint64_t value) const {
  return known_ && !empty_ && least_ == value && most_ == value;
}

void RealRange::add(records::Real value) {
  if (value) {
    least = std::min(least.value_or(*value), *value);
    most = std::max(most.value_or(*value), *value);
  }
}

std::string RealRange::text(int decimals, text::Language language) const {
  if (!least || !most) {
    return unknown(language);
  }
  const std::string from = fmt::format("{:.{}f}", *least, decimals);
  const std::string to = fmt::format("{:.{}f}", *most, decimals);
  return from == to ? from : fmt::format("{}{}{}", from, tr_in(language, "counts", " to "), to);
}

void EndCounts::add(const records::CellRow& cell) {
  for (std::size_t kind = 0; kind < loadgen::outcome_count; ++kind) {
    counts_.at(kind) += cell.outcomes.at(kind).value_or(0);
  }
  not_started_ += cell.not_started.value_or(0);
}

std::string EndCounts::text() const {
  std::string text;
  const auto say = [&](std::uint64_t count, std::string_view name) {
    if (count > 0) {
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, name);
    }
  };
  loadgen::for_each_outcome(
      [&](loadgen::Outcome outcome) { say(of(outcome), loadgen::name_of(outcome)); });
  say(not_started_, "not_started");
  return text;
}

std::uint64_t EndCounts::of(loadgen::Outcome outcome) const {
  return counts_.at(static_cast<std::size_t>(outcome));
}

std::uint64_t EndCounts::all() const {
  return std::accumulate(counts_.begin(), counts_.end(), not_started_);
}

}  // namespace tiga::suite::autopsy
