// What the autopsy's cells came to, counted as ab counts and as it is. Figures of several cells are
// given as one: equal ones once, others from the least to the most.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "suite/records/published.hpp"
#include "suite/records/rows.hpp"
#include "suite/records/run_data.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::autopsy {

/// Counts of cells. One that is unknown makes all unknown.
class CountRange {
 public:
  void add(records::Count value);
  /// "1000", "309 to 1000", "unknown".
  std::string text(text::Language language) const;
  /// Whether every one is known and is that.
  bool is_always(std::uint64_t value) const;
  /// The most of them; 0 where it is not known.
  std::uint64_t most() const { return known_ ? most_ : 0; }

  friend bool operator==(const CountRange&, const CountRange&) = default;

 private:
  bool known_ = true;
  bool empty_ = true;
  std::uint64_t least_ = 0;
  std::uint64_t most_ = 0;
};

/// Rates and times of cells; those that are unknown are passed over.
struct RealRange {
  records::Real least;
  records::Real most;

  void add(records::Real value);
  /// "0.04 to 0.14", "8.00", "unknown".
  std::string text(int decimals, text::Language language) const;
};

/// Ends of the requests of some cells, summed.
class EndCounts {
 public:
  void add(const records::CellRow& cell);
  /// "57 ok, 1 abandoned, 942 not_started", as the columns of cells.csv say.
  std::string text() const;
  std::uint64_t of(loadgen::Outcome outcome) const;
  std::uint64_t all() const;

 private:
  std::array<std::uint64_t, loadgen::outcome_count> counts_{};
  std::uint64_t not_started_ = 0;
};

/// The typical cell of an arm at each concurrency of the plan, ascending; without those that were
/// not run.
std::vector<const records::CellRow*> typical_cells(const records::RunData& run,
                                                   std::string_view arm);

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
  RealRange rates;  ///< requests a second
  RealRange times;  ///< seconds
  EndCounts ends;   ///< over all of them
};

/// Of an arm's typical cells.
Counted counted(const records::RunData& run, std::string_view arm);

/// Of a published table, which knows no ends, no non-2xx and no SYNs.
Counted counted(const records::Published& published, const std::string& table);

/// What ab would print of an arm's cells, and how their requests ended; `nullopt` if none was run.
std::optional<std::string> counts_sentence(const records::RunData& run, const std::string& arm,
                                           text::Language language);

/// The same of a published table, which has no outcomes; `nullopt` if the table is missing.
std::optional<std::string> published_sentence(const records::Published& published,
                                              const std::string& table, text::Language language);

}  // namespace tiga::suite::autopsy
