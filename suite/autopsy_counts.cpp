#include "suite/autopsy_counts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "suite/autopsy_defects.hpp"
#include "suite/told.hpp"

namespace tiga::suite {
namespace {

// Counts of a few cells: equal ones are said once, others from the least to the most.
class Range {
 public:
  void add(Count value) {
    if (!value) {
      known_ = false;
      return;
    }
    least_ = empty_ ? *value : std::min(least_, *value);
    most_ = empty_ ? *value : std::max(most_, *value);
    empty_ = false;
  }
  std::string text(Language language) const {
    if (!known_ || empty_) {
      return std::string(either(language, "unknown", "tidak diketahui"));
    }
    return least_ == most_
               ? fmt::format("{}", least_)
               : fmt::format("{}{}{}", least_, either(language, " to ", " s.d. "), most_);
  }

 private:
  bool known_ = true;
  bool empty_ = true;
  std::uint64_t least_ = 0;
  std::uint64_t most_ = 0;
};

// The same of rates and times.
struct RealRange {
  Real least;
  Real most;

  void add(Real value) {
    if (value) {
      least = std::min(least.value_or(*value), *value);
      most = std::max(most.value_or(*value), *value);
    }
  }
  std::string text(int decimals, Language language) const {
    return least && most ? fmt::format("{:.{}f}{}{:.{}f}", *least, decimals,
                                       either(language, " to ", " s.d. "), *most, decimals)
                         : std::string(either(language, "unknown", "tidak diketahui"));
  }
};

// Kinds of ends over some cells, summed.
class Ends {
 public:
  void add(const CellRow& cell) {
    for (std::size_t kind = 0; kind < loadgen::outcome_count; ++kind) {
      counts_.at(kind) += cell.outcomes.at(kind).value_or(0);
    }
    not_started_ += cell.not_started.value_or(0);
  }
  std::string text() const {
    std::string text;
    const auto say = [&](std::uint64_t count, std::string_view name) {
      if (count > 0) {
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, name);
      }
    };
    loadgen::for_each_outcome([&](loadgen::Outcome outcome) {
      say(counts_.at(static_cast<std::size_t>(outcome)), loadgen::name_of(outcome));
    });
    say(not_started_, "not_started");
    return text;
  }

 private:
  std::array<std::uint64_t, loadgen::outcome_count> counts_{};
  std::uint64_t not_started_ = 0;
};

}  // namespace

std::vector<const CellRow*> typical_cells(const RunData& run, std::string_view arm) {
  std::vector<std::uint32_t> levels = run.manifest.plan.concurrencies;
  std::ranges::sort(levels);
  std::vector<const CellRow*> cells;
  cells.reserve(levels.size());
  for (const std::uint32_t level : levels) {
    if (const CellRow* cell = typical_cell(run, arm, level)) {
      cells.push_back(cell);
    }
  }
  return cells;
}

std::string ends_of(const CellRow& cell) {
  Ends ends;
  ends.add(cell);
  return ends.text();
}

std::optional<std::string> counts_sentence(const RunData& run, const std::string& arm,
                                           Language language) {
  const auto cells = typical_cells(run, arm);
  if (cells.empty()) {
    return std::nullopt;
  }
  Range complete;
  Range failed;
  Range non_2xx;
  Range octets;
  RealRange rates;
  RealRange times;
  Ends ends;
  for (const CellRow* cell : cells) {
    complete.add(cell->complete_requests);
    failed.add(cell->ab_failed);
    non_2xx.add(cell->ab_non_2xx);
    octets.add(cell->octets_received);
    rates.add(cell->requests_per_second);
    times.add(cell->time_taken_s);
    ends.add(*cell);
  }
  return told(
      language,
      "{}: as ab counts, each of {} runs has {} complete, {} failed, {} non-2xx, {} octets, "
      "{} requests/s in {} s. In truth, over all of them: {}.",
      "{}: menurut hitungan ab, masing-masing dari {} pengukuran memuat {} selesai, {} "
      "gagal, {} bukan 2xx, {} oktet, {} permintaan/detik dalam {} s. Sebenarnya, dari "
      "semuanya: {}.",
      run.manifest.plan.arm(arm).title, cells.size(), complete.text(language),
      failed.text(language), non_2xx.text(language), octets.text(language), rates.text(2, language),
      times.text(3, language), ends.text());
}

std::optional<std::string> published_sentence(const Published& published, const std::string& table,
                                              Language language) {
  constexpr std::array<std::uint64_t, 5> levels{1, 50, 100, 500, 1000};
  Range complete;
  Range failed;
  Range octets;
  RealRange rates;
  RealRange times;
  std::size_t rows = 0;
  for (const std::uint64_t level : levels) {
    if (const TableRow* row = published.find(table, level)) {
      ++rows;
      complete.add(row->complete_requests);
      failed.add(row->failed_requests);
      octets.add(row->total_transferred_bytes);
      rates.add(row->requests_per_second);
      times.add(row->time_taken_s);
    }
  }
  if (rows == 0) {
    return std::nullopt;
  }
  return told(language, "Published ({}): {} complete, {} failed, {} octets, {} requests/s in {} s.",
              "Laporan ({}): {} selesai, {} gagal, {} oktet, {} permintaan/detik dalam {} s.",
              table, complete.text(language), failed.text(language), octets.text(language),
              rates.text(2, language), times.text(3, language));
}

}  // namespace tiga::suite
