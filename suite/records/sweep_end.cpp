#include "suite/records/sweep_end.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace tiga::suite::records {
namespace {

constexpr std::array<std::pair<SweepEnd, std::string_view>, 3> ends{
    {{SweepEnd::precise, "precise"}, {SweepEnd::blocks, "blocks"}, {SweepEnd::budget, "budget"}}};

}  // namespace

std::string_view to_string(SweepEnd end) {
  return std::ranges::find(ends, end, &std::pair<SweepEnd, std::string_view>::first)->second;
}

std::optional<SweepEnd> parse_sweep_end(std::string_view text) {
  const auto found = std::ranges::find(ends, text, &std::pair<SweepEnd, std::string_view>::second);
  return found == ends.end() ? std::nullopt : std::optional(found->first);
}

}  // namespace tiga::suite::records
