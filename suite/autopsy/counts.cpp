#include "suite/autopsy/counts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "suite/autopsy/defects.hpp"
#include "suite/text/tr.hpp"

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

std::vector<const records::CellRow*> typical_cells(const records::RunData& run,
                                                   std::string_view arm) {
  std::vector<std::uint32_t> levels = run.manifest.plan.concurrencies;
  std::ranges::sort(levels);
  std::vector<const records::CellRow*> cells;
  cells.reserve(levels.size());
  for (const std::uint32_t level : levels) {
    if (const records::CellRow* cell = typical_cell(run, arm, level)) {
      cells.push_back(cell);
    }
  }
  return cells;
}

std::string ends_of(const records::CellRow& cell) {
  EndCounts ends;
  ends.add(cell);
  return ends.text();
}

Counted counted(const records::RunData& run, std::string_view arm) {
  Counted counts;
  for (const records::CellRow* cell : typical_cells(run, arm)) {
    ++counts.runs;
    counts.complete.add(cell->complete_requests);
    counts.failed.add(cell->ab_failed);
    counts.non_2xx.add(cell->ab_non_2xx);
    counts.bytes.add(cell->bytes_received);
    counts.syns_again.add(cell->syn_retransmits);
    counts.rates.add(cell->requests_per_second);
    counts.times.add(cell->time_taken_s);
    counts.ends.add(*cell);
  }
  return counts;
}

Counted counted(const records::Published& published, const std::string& table) {
  constexpr std::array<std::uint64_t, 5> levels{1, 50, 100, 500, 1000};
  Counted counts;
  for (const std::uint64_t level : levels) {
    if (const records::TableRow* row = published.find(table, level)) {
      ++counts.runs;
      counts.complete.add(row->complete_requests);
      counts.failed.add(row->failed_requests);
      counts.bytes.add(row->total_transferred_bytes);
      counts.rates.add(row->requests_per_second);
      counts.times.add(row->time_taken_s);
    }
  }
  return counts;
}

std::optional<std::string> counts_sentence(const records::RunData& run, const std::string& arm,
                                           text::Language language) {
  const Counted counts = counted(run, arm);
  if (counts.runs == 0) {
    return std::nullopt;
  }
  return tr(language,
            "{}: as ab counts, each of {} runs has {} complete, {} failed, {} non-2xx, {} bytes, "
            "{} requests/s in {} s. In truth, over all of them: {}.",
            run.manifest.plan.arm(arm).title.in(language), counts.runs,
            counts.complete.text(language), counts.failed.text(language),
            counts.non_2xx.text(language), counts.bytes.text(language),
            counts.rates.text(2, language), counts.times.text(3, language), counts.ends.text());
}

std::optional<std::string> published_sentence(const records::Published& published,
                                              const std::string& table, text::Language language) {
  const Counted counts = counted(published, table);
  if (counts.runs == 0) {
    return std::nullopt;
  }
  return tr(language, "Published ({}): {} complete, {} failed, {} bytes, {} requests/s in {} s.",
            table, counts.complete.text(language), counts.failed.text(language),
            counts.bytes.text(language), counts.rates.text(2, language),
            counts.times.text(3, language));
}

}  // namespace tiga::suite::autopsy
