#include "suite/autopsy/counts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "suite/text/tr.hpp"

namespace tiga::suite::autopsy {

void FigureRange::add(records::Real value) {
  any_unknown |= !value;
  if (value) {
    least = std::min(least.value_or(*value), *value);
    most = std::max(most.value_or(*value), *value);
  }
}

std::string CountRange::text(text::Language language) const {
  return any_unknown ? tr(language, "unknown") : FigureRange::text(0, language);
}

std::string FigureRange::text(int decimals, text::Language language) const {
  if (!least || !most) {
    return tr(language, "unknown");
  }
  const std::string from = fmt::format("{:.{}f}", *least, decimals);
  const std::string to = fmt::format("{:.{}f}", *most, decimals);
  return from == to ? from : fmt::format("{}{}{}", from, tr_in(language, "counts", " to "), to);
}

void EndCounts::add(const records::CellRow& cell) {
  loadgen::for_each_outcome([&](loadgen::Outcome outcome) {
    outcomes[outcome] += cell.outcomes.at(static_cast<std::size_t>(outcome)).value_or(0);
  });
  not_started += cell.not_started.value_or(0);
}

std::string EndCounts::text() const {
  std::string text;
  const auto say = [&](std::uint64_t count, std::string_view name) {
    if (count > 0) {
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, name);
    }
  };
  loadgen::for_each_outcome(
      [&](loadgen::Outcome outcome) { say(outcomes[outcome], loadgen::name_of(outcome)); });
  say(not_started, "not_started");
  return text;
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

std::vector<std::string> counts_sentences(const Defect& defect, const records::RunData& run,
                                          const records::Published& published,
                                          text::Language language) {
  std::vector<std::string> sentences;
  for (const std::string& arm : arms_of(defect, run.manifest.plan)) {
    if (const Counted counts = counted(run, arm); counts.runs > 0) {
      sentences.push_back(
          tr(language,
             "{}: as ab counts, each of {} runs has {} complete, {} failed, {} non-2xx, {} bytes, "
             "{} requests/s in {} s. In truth, over all of them: {}.",
             run.manifest.plan.arm(arm).title.in(language), counts.runs,
             counts.complete.text(language), counts.failed.text(language),
             counts.non_2xx.text(language), counts.bytes.text(language),
             counts.rates.text(2, language), counts.times.text(3, language), counts.ends.text()));
    }
  }
  if (const Counted counts = counted(published, std::string(defect.published)); counts.runs > 0) {
    sentences.push_back(
        tr(language, "Published ({}): {} complete, {} failed, {} bytes, {} requests/s in {} s.",
           defect.published, counts.complete.text(language), counts.failed.text(language),
           counts.bytes.text(language), counts.rates.text(2, language),
           counts.times.text(3, language)));
  }
  return sentences;
}

}  // namespace tiga::suite::autopsy
