#include "audit/heading.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "audit/text.hpp"
#include "audit/words.hpp"

namespace tiga::audit {
namespace {

using Words = std::vector<std::string>;

// The order of words counts only around "per": "request per s" is not "s per request".
std::string key_of(Words words) {
  if (std::ranges::find(words, "per") == words.end()) {
    std::ranges::sort(words);
  }
  return joined(words);
}

struct Synonyms {
  Field field;
  std::vector<std::string> phrases;
};

// In the forms of words_of(), where "time taken" is also "waktu yang dibutuhkan".
std::vector<Synonyms> all_synonyms() {
  return {
      {Field::number, {"no"}},
      {Field::label,
       {"server", "arm", "architecture", "method", "name", "kind server", "name server", "kind"}},
      {Field::concurrency,
       {"concurrency", "level concurrency", "concurrent", "c", "concurrent request",
        "concurrent client", "concurrent user", "concurrent connection", "client", "total client",
        "user", "total user", "total concurrency", "total concurrent request"}},
      {Field::requests, {"request", "total request", "n", "request requested", "request sent"}},
      {Field::time_taken,
       {"time taken", "time taken test", "time", "time total", "time test", "time total test",
        "time taken total"}},
      {Field::complete,
       {"complete request", "complete", "total complete request", "total complete"}},
      {Field::ok, {"ok", "request ok", "total ok", "total request ok"}},
      {Field::failed,
       {"failed", "failed request", "total failed", "total failed request", "error",
        "error request", "total error"}},
      {Field::non_2xx, {"non 2xx", "non 2xx response", "non 2xx request"}},
      {Field::keep_alive, {"keep alive request", "keep alive"}},
      {Field::octets,
       {"total transfer", "transfer", "transfer bytes", "total transfer bytes", "total bytes",
        "bytes received", "total data", "data transfer", "total data transfer", "data received",
        "total received", "received"}},
      {Field::html_octets, {"html transfer", "total html transfer"}},
      {Field::document_length, {"document length"}},
      {Field::rate,
       {"request per s", "total request per s", "rps", "throughput", "rate request",
        "per s request"}},
      {Field::time_per_request,
       {"time per request", "ms per request", "s per request", "time request per request"}},
      {Field::transfer_rate, {"transfer rate", "data rate transfer", "data rate"}},
      {Field::latency_min, {"latency min", "min response time"}},
      {Field::latency_mean, {"latency", "latency mean", "response time", "mean response time"}},
      {Field::latency_p50, {"latency p50", "p50", "median", "latency median", "50%"}},
      {Field::latency_p66, {"latency p66", "p66", "66%"}},
      {Field::latency_p75, {"latency p75", "p75", "75%"}},
      {Field::latency_p80, {"latency p80", "p80", "80%"}},
      {Field::latency_p90, {"latency p90", "p90", "90%"}},
      {Field::latency_p95, {"latency p95", "p95", "95%"}},
      {Field::latency_p98, {"latency p98", "p98", "98%"}},
      {Field::latency_p99, {"latency p99", "p99", "99%"}},
      {Field::latency_p99_9, {"latency p99 9", "p99 9"}},
      {Field::latency_max,
       {"latency max", "max response time", "longest request", "100%", "latency p100", "p100"}},
  };
}

const std::map<std::string, Field>& phrases() {
  static const std::map<std::string, Field> all = [] {
    std::map<std::string, Field> made;
    for (const Synonyms& synonyms : all_synonyms()) {
      for (const std::string& phrase : synonyms.phrases) {
        made.emplace(key_of(words_of(phrase)), synonyms.field);
      }
    }
    return made;
  }();
  return all;
}

std::optional<Field> field_of(const Words& words) {
  const auto found = phrases().find(key_of(words));
  if (found != phrases().end()) {
    return found->second;
  }
  Words rest;
  std::ranges::copy_if(words, std::back_inserter(rest),
                       [](const std::string& word) { return word != "mean"; });
  const auto without_mean = phrases().find(key_of(rest));
  return without_mean == phrases().end() ? std::nullopt
                                         : std::optional<Field>(without_mean->second);
}

// "KB/s" alone says what it is, "ms" and "b" do not.
std::optional<Meaning> meaning_of_unit(const Unit& unit) {
  switch (unit.dimension) {
    case Dimension::octet_rate:
      return Meaning{Field::transfer_rate, unit};
    case Dimension::request_rate:
      return Meaning{Field::rate, unit};
    default:
      return std::nullopt;
  }
}

// The unit of a phrase that has it as a word: "ms per request", "bytes received".
std::optional<Unit> unit_within(const Words& words) {
  for (const char* unit : {"ms", "s", "bytes"}) {
    const bool is_per_request = words.front() == unit && words.back() == "request";
    if (is_per_request || (unit_of({unit})->dimension == Dimension::octets &&
                           std::ranges::find(words, unit) != words.end())) {
      return unit_of({unit});
    }
  }
  return std::nullopt;
}

std::optional<Meaning> meaning_of_words(const Words& words) {
  if (const auto field = field_of(words)) {
    return Meaning{*field, unit_within(words)};
  }
  for (std::size_t length = std::min<std::size_t>(3, words.size()); length > 0; --length) {
    const auto cut = words.end() - static_cast<std::ptrdiff_t>(length);
    const std::optional<Unit> unit = unit_of(Words(cut, words.end()));
    if (!unit || unit->dimension == Dimension::count) {
      continue;
    }
    if (cut == words.begin()) {
      return meaning_of_unit(*unit);
    }
    if (const auto field = field_of(Words(words.begin(), cut))) {
      return Meaning{*field, unit};
    }
  }
  return std::nullopt;
}

// "waktu / time": both halves must mean the same.
std::optional<Meaning> meaning_of_text(std::string_view text) {
  Words words = words_of(text);
  const auto across = std::ranges::find(words, "across");
  if (across != words.end()) {  // "time per request, mean, across all concurrent requests"
    words.erase(across, words.end());
    auto meaning = meaning_of_words(words);
    if (!meaning || meaning->field != Field::time_per_request) {
      return std::nullopt;
    }
    meaning->field = Field::time_per_request_across;
    return meaning;
  }
  if (auto meaning = meaning_of_words(words)) {
    return meaning;
  }
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos || slash == 0 || slash + 1 == text.size()) {
    return std::nullopt;
  }
  const auto first = meaning_of_words(words_of(text.substr(0, slash)));
  const auto second = meaning_of_words(words_of(text.substr(slash + 1)));
  return first && second && first->field == second->field ? first : std::nullopt;
}

// A heading in front of, in, and behind its brackets.
struct Parts {
  std::string outside;
  std::vector<std::string> inside;
};

Parts parts_of(std::string_view heading) {
  Parts parts;
  int depth = 0;
  for (const char letter : heading) {
    if (letter == '(' || letter == '[') {
      if (depth++ == 0) {
        parts.inside.emplace_back();
        parts.outside += ' ';
      }
    } else if ((letter == ')' || letter == ']') && depth > 0) {
      --depth;
    } else {
      (depth > 0 ? parts.inside.back() : parts.outside) += letter;
    }
  }
  return parts;
}

// Takes what stands in brackets into account; false where it is not understood.
bool take_bracket(const std::string& text, Meaning& meaning) {
  const CellUnit unit = unit_of_cell(text);
  if (unit.is_known) {
    if (unit.unit && unit.unit->dimension != Dimension::count) {
      meaning.unit = unit.unit;
    }
    const Words words = words_of(text);
    if (meaning.field == Field::time_per_request &&
        std::ranges::find(words, "across") != words.end()) {
      meaning.field = Field::time_per_request_across;
    }
    return true;
  }
  const auto said_again = meaning_of_text(text);
  if (!said_again || said_again->field != meaning.field) {
    return false;
  }
  meaning.unit = meaning.unit ? meaning.unit : said_again->unit;
  return true;
}

bool settle_dimension(Meaning& meaning) {
  if (!meaning.unit) {
    return true;
  }
  const Dimension unit = meaning.unit->dimension;
  if (unit == Dimension::octet_rate &&
      (meaning.field == Field::rate || meaning.field == Field::octets)) {
    meaning.field = Field::transfer_rate;  // "throughput (KB/s)", "transfer (KB/s)"
  }
  return facts_of(meaning.field).dimension == unit;
}

}  // namespace

std::optional<Meaning> meaning_of(std::string_view heading) {
  const std::string_view text = trimmed(heading);
  if (text == "#") {
    return Meaning{Field::number, std::nullopt};
  }
  const Parts parts = parts_of(text);
  auto meaning = meaning_of_text(parts.outside);
  if (!meaning) {
    return std::nullopt;
  }
  for (const std::string& inside : parts.inside) {
    if (!take_bracket(inside, *meaning)) {
      return std::nullopt;
    }
  }
  return settle_dimension(*meaning) ? meaning : std::nullopt;
}

std::optional<Meaning> meaning_in_cells(std::string_view name) {
  static const std::map<std::string, Field, std::less<>> fields = {
      {"cell", Field::number},
      {"arm", Field::label},
      {"concurrency", Field::concurrency},
      {"requests", Field::requests},
      {"rate", Field::offered_rate},
      {"time_taken_s", Field::time_taken},
      {"attempted", Field::attempted},
      {"complete_requests", Field::complete},
      {"ok", Field::ok},
      {"failed", Field::failed},
      {"abandoned", Field::abandoned},
      {"octets_received", Field::octets},
      {"requests_per_second", Field::rate},
      {"latency_min_us", Field::latency_min},
      {"latency_mean_us", Field::latency_mean},
      {"latency_p50_us", Field::latency_p50},
      {"latency_p90_us", Field::latency_p90},
      {"latency_p95_us", Field::latency_p95},
      {"latency_p99_us", Field::latency_p99},
      {"latency_p99_9_us", Field::latency_p99_9},
      {"latency_max_us", Field::latency_max},
  };
  const auto found = fields.find(name);
  if (found == fields.end()) {
    return std::nullopt;
  }
  const Dimension dimension = facts_of(found->second).dimension;
  const bool is_latency = name.ends_with("_us");
  return Meaning{found->second, is_latency                       ? unit_of({"us"})
                                : dimension == Dimension::time   ? unit_of({"s"})
                                : dimension == Dimension::octets ? unit_of({"bytes"})
                                                                 : std::nullopt};
}

}  // namespace tiga::audit
