#include "audit/headings/heading.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "audit/headings/words.hpp"
#include "audit/markup/text.hpp"
#include "common/text.hpp"

namespace tiga::audit::headings {
namespace {

using Words = std::vector<std::string>;
using markup::trimmed;

// "KB/s" alone determines the field; "ms" and "b" do not.
std::optional<Meaning> meaning_of_unit(const Unit& unit) {
  switch (unit.dimension) {
    case Dimension::byte_rate:
      return Meaning{Field::transfer_rate, unit};
    case Dimension::request_rate:
      return Meaning{Field::rate, unit};
    default:
      return std::nullopt;
  }
}

// The unit at the begin: "KB/sec sent", "ms latency".
std::optional<Meaning> meaning_after_unit(const Words& words) {
  for (std::size_t length = std::min<std::size_t>(3, words.size() - 1); length > 0; --length) {
    const auto cut = words.begin() + static_cast<std::ptrdiff_t>(length);
    const std::optional<Unit> unit = unit_of(Words(words.begin(), cut));
    const auto field = unit && unit->dimension != Dimension::count
                           ? field_named(Words(cut, words.end()))
                           : std::nullopt;
    if (field) {
      return Meaning{*field, unit};
    }
  }
  return std::nullopt;
}

// The unit of a phrase that has it as a word: "ms per request", "bytes received".
std::optional<Unit> unit_within(const Words& words) {
  for (const char* unit : {"ms", "s", "bytes"}) {
    const bool is_per_request = words.front() == unit && words.back() == "request";
    if (is_per_request || (unit_of({unit})->dimension == Dimension::bytes &&
                           std::ranges::find(words, unit) != words.end())) {
      return unit_of({unit});
    }
  }
  return std::nullopt;
}

// "error %", "% of failed requests"
std::optional<Meaning> meaning_of_share(const Words& words) {
  Words rest = words;
  if (std::erase(rest, "%") == 0) {
    return std::nullopt;
  }
  const auto field = field_named(rest);
  const auto share = field ? share_of(*field) : std::nullopt;
  return share ? std::optional<Meaning>({*share, unit_of({"%"})}) : std::nullopt;
}

std::optional<Meaning> meaning_of_words(const Words& words) {
  if (auto share = meaning_of_share(words)) {
    return share;
  }
  if (const auto field = field_named(words)) {
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
    const Words rest(words.begin(), cut);
    auto field = field_named(rest);
    if (!field && unit->dimension == Dimension::time) {
      field = statistic_named(rest);  // "max ms"
    }
    if (field) {
      return Meaning{*field, unit};
    }
  }
  return words.size() > 1 ? meaning_after_unit(words) : std::nullopt;
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

// A heading divided into the parts before, inside and after its brackets.
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

// Whether a field is a statistic of latencies.
bool statistic_of(Field field) {
  return facts_of(field).name.find("latency") != std::string_view::npos;
}

// "max (ms)": a statistic of times.
std::optional<Meaning> statistic_in(const std::string& outside,
                                    const std::vector<std::string>& inside) {
  const auto statistic = statistic_named(words_of(outside));
  const bool has_time = std::ranges::any_of(inside, [](const std::string& text) {
    const auto unit = unit_of_cell(text).unit;
    return unit && unit->dimension == Dimension::time;
  });
  return statistic && has_time ? std::optional<Meaning>({*statistic, std::nullopt}) : std::nullopt;
}

// Uses the text in brackets; false if it is not understood.
bool take_bracket(const std::string& text, Meaning& meaning) {
  const bool is_latency =
      meaning.field == Field::time_per_request || meaning.field == Field::latency_mean;
  const auto statistic = is_latency ? statistic_named(words_of(text)) : std::nullopt;
  if (statistic && *statistic != Field::latency_mean) {  // "time per request (95th percentile)"
    meaning.field = *statistic;
    return true;
  }
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
  const bool is_of_latency = said_again && said_again->field == Field::latency_mean &&
                             statistic_of(meaning.field);  // "p99 (latency)"
  if (!said_again || (said_again->field != meaning.field && !is_of_latency)) {
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
  if (unit == Dimension::byte_rate &&
      (meaning.field == Field::rate || meaning.field == Field::bytes)) {
    meaning.field = Field::transfer_rate;  // "throughput (KB/s)", "transfer (KB/s)"
  } else if (unit == Dimension::byte_rate && meaning.field == Field::bytes_sent) {
    meaning.field = Field::sent_rate;
  }
  if (const auto share = share_of(meaning.field); share && unit == Dimension::share) {
    meaning.field = *share;  // "failed requests (%)"
  }
  return facts_of(meaning.field).dimension == unit;
}

}  // namespace

std::optional<Field> share_of(Field count) {
  switch (count) {
    case Field::failed:
    case Field::failed_share:
      return Field::failed_share;
    case Field::ok:
    case Field::ok_share:
      return Field::ok_share;
    default:
      return std::nullopt;
  }
}

std::optional<Meaning> meaning_of(std::string_view heading) {
  const std::string_view text = trimmed(heading);
  const std::string lower = common::lower_case(text);
  if (lower == "#" || lower == "n\xC3\xBAmero" || lower == "numero") {
    return Meaning{Field::number, std::nullopt};
  } else if (lower == "nombre") {  // Spanish; in French a number
    return Meaning{Field::label, std::nullopt};
  } else if (text == "KO") {  // Gatling's; kilo-octets otherwise
    return Meaning{Field::failed, std::nullopt};
  }
  const Parts parts = parts_of(text);
  auto meaning = meaning_of_text(parts.outside);
  meaning = meaning ? meaning : statistic_in(parts.outside, parts.inside);
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

}  // namespace tiga::audit::headings
