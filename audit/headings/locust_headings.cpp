// The headings of Locust's statistics.
#include <algorithm>
#include <map>

#include "audit/headings/heading.hpp"
#include "audit/headings/words.hpp"
#include "common/text.hpp"

namespace tiga::audit::headings {
namespace {

// By their exact names, in lower case; those of before Locust 1.0 too.
std::optional<Field> field_in_locust(const std::string& heading) {
  static const std::map<std::string, Field, std::less<>> fields = {
      {"name", Field::label},
      {"# reqs", Field::complete},  // as printed
      {"# fails", Field::failed},
      {"avg", Field::latency_mean},
      {"min", Field::latency_min},
      {"max", Field::latency_max},
      {"med", Field::latency_p50},
      {"median", Field::latency_p50},
      {"req/s", Field::rate},
      {"request count", Field::complete},  // in files
      {"# requests", Field::complete},
      {"failure count", Field::failed},
      {"# failures", Field::failed},
      {"average response time", Field::latency_mean},
      {"min response time", Field::latency_min},
      {"max response time", Field::latency_max},
      {"average content size", Field::bytes_each},
      {"requests/s", Field::rate},
      {"total request count", Field::complete},
      {"total failure count", Field::failed},
      {"total average response time", Field::latency_mean},
      {"total min response time", Field::latency_min},
      {"total max response time", Field::latency_max},
      {"total average content size", Field::bytes_each},
  };
  const auto known = fields.find(common::lower_case(heading));
  if (known != fields.end()) {
    return known->second;
  }
  return heading.ends_with('%') && heading != "100%" ? statistic_named(words_of(heading))
                                                     : std::nullopt;
}

}  // namespace

std::optional<std::vector<std::optional<Meaning>>> meanings_in_locust(
    const std::vector<std::string>& headings) {
  std::vector<std::optional<Meaning>> meanings(headings.size());
  std::map<Field, std::size_t> known;
  const bool is_history = std::ranges::find(headings, "Total Request Count") != headings.end();
  for (std::size_t i = 0; i < headings.size(); ++i) {
    if (is_history && headings[i].ends_with('%')) {
      continue;  // of the last seconds, the others of the whole run
    }
    const auto field = field_in_locust(headings[i]);
    if (field && ++known[*field] == 1) {
      const bool is_time = facts_of(*field).dimension == Dimension::time;
      meanings[i] = Meaning{*field, is_time ? unit_of({"ms"}) : std::nullopt};
    }
  }
  const bool has_counts = known.contains(Field::failed) && known.contains(Field::latency_mean) &&
                          known.contains(Field::rate);
  const bool has_percentiles =  // the table below it alone
      std::ranges::find(headings, "# reqs") != headings.end() && known.contains(Field::latency_p50);
  const bool is_locust = known.contains(Field::label) && known.contains(Field::complete) &&
                         (has_counts || has_percentiles);
  return is_locust ? std::optional(std::move(meanings)) : std::nullopt;
}

}  // namespace tiga::audit::headings
