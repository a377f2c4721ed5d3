// What the autopsy's cells came to, counted as ab counts and as it is. Figures of several cells are
// given as one: equal ones once, others from the least to the most.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "suite/autopsy/defects.hpp"
#include "suite/records/published.hpp"
#include "suite/records/rows.hpp"
#include "suite/records/run_data.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::autopsy {

/// Figures of cells.
struct FigureRange {
  records::Real least;
  records::Real most;
  bool any_unknown = false;

  void add(records::Real value);
  /// "0.04 to 0.14", "8.00", "unknown": of the known ones.
  std::string text(int decimals, text::Language language) const;

  friend bool operator==(const FigureRange&, const FigureRange&) = default;
};

/// Counts of cells. One that is unknown makes all unknown.
struct CountRange : FigureRange {
  /// "1000", "309 to 1000", "unknown".
  std::string text(text::Language language) const;
  /// Whether every one is known and is that.
  bool is_always(double value) const { return !any_unknown && least == value && most == value; }
};

/// Ends of the requests of some cells, summed.
struct EndCounts {
  loadgen::OutcomeCounts outcomes;
  std::uint64_t not_started = 0;

  void add(const records::CellRow& cell);
  /// "57 ok, 1 abandoned, 942 not_started", as the columns of cells.csv say.
  std::string text() const;
  std::uint64_t all() const { return outcomes.sum() + not_started; }
};

/// "1000 empty_reply", "57 ok, 1 abandoned, 942 not_started", as the columns of cells.csv say.
std::string ends_of(const records::CellRow& cell);

/// What a server's runs came to, one at each concurrency.
struct Counted {
  std::size_t runs = 0;
  CountRange complete;  ///< as ab counts, a run; so the next three
  CountRange failed;
  CountRange non_2xx;
  CountRange bytes;
  CountRange syns_again;
  FigureRange rates;  ///< requests a second
  FigureRange times;  ///< seconds
  EndCounts ends;     ///< over all of them
};

/// Of an arm's typical cells.
Counted counted(const records::RunData& run, std::string_view arm);

/// Of a published table, which knows no ends, no non-2xx and no SYNs.
Counted counted(const records::Published& published, const std::string& table);

/// What ab would print of the cells of each of a defect's arms, and how their requests ended; then
/// what the published table says, which has no outcomes. Without those that are not there.
std::vector<std::string> counts_sentences(const Defect& defect, const records::RunData& run,
                                          const records::Published& published,
                                          text::Language language);

}  // namespace tiga::suite::autopsy
