// Figures of a few cells as one: equal ones are said once, others from the least to the most.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "suite/records/rows.hpp"
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

}  // namespace tiga::suite::autopsy
