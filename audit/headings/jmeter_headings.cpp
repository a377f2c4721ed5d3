// The headings of JMeter's aggregate and summary reports, whose words mean something else
// elsewhere.
#include <algorithm>
#include <map>

#include "audit/headings/heading.hpp"
#include "audit/headings/words.hpp"

namespace tiga::audit::headings {
namespace {

// In the forms of words_of(), sorted. Samples are requests, failed ones included.
std::optional<Field> field_in_jmeter(const std::string& heading) {
  static const std::map<std::string, Field, std::less<>> fields = {
      {"label", Field::label},
      {"name", Field::label},
      {"request sample", Field::complete},
      {"sample total", Field::complete},
      {"sample", Field::complete},
      {"total", Field::complete},
      {"mean", Field::latency_mean},
      {"% error", Field::failed_share},
      {"throughput", Field::rate},
      {"rate", Field::rate},
      {"bandwidth", Field::transfer_rate},
      {"bytes mean", Field::bytes_each},
  };
  std::vector<std::string> words = words_of(heading);
  if (words.size() > 2 && words[0] == "aggregate" && words[1] == "report") {  // before JMeter 5
    words.erase(words.begin(), words.begin() + 2);
  }
  if (const auto statistic = statistic_named(words)) {
    return statistic;
  }
  if (const auto meaning = meaning_of(heading);
      meaning && (meaning->field == Field::transfer_rate || meaning->field == Field::sent_rate)) {
    return meaning->field;
  }
  std::ranges::sort(words);
  const auto known = fields.find(joined(words));
  return known == fields.end() ? std::nullopt : std::optional<Field>(known->second);
}

}  // namespace

std::optional<std::vector<std::optional<Meaning>>> meanings_in_jmeter(
    const std::vector<std::string>& headings) {
  constexpr std::size_t least_known = 6;
  std::vector<std::optional<Meaning>> meanings(headings.size());
  std::map<Field, std::size_t> known;
  for (std::size_t i = 0; i < headings.size(); ++i) {
    auto field = field_in_jmeter(headings[i]);
    if (field == Field::latency_mean && known.contains(*field)) {
      field = Field::latency_p50;  // in German "Durchschnitt" and "Mittel"
    }
    if (field && ++known[*field] == 1) {
      const auto meaning = meaning_of(headings[i]);
      const bool is_time = facts_of(*field).dimension == Dimension::time;
      meanings[i] = Meaning{*field, meaning && meaning->unit ? meaning->unit
                                    : is_time                ? unit_of({"ms"})
                                                             : std::nullopt};
    }
  }
  const bool is_jmeter = known.size() >= least_known && known.contains(Field::complete) &&
                         known.contains(Field::latency_mean) && known.contains(Field::rate) &&
                         known.contains(Field::failed_share);
  return is_jmeter ? std::optional(std::move(meanings)) : std::nullopt;
}

}  // namespace tiga::audit::headings
