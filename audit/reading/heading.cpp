#include "audit/reading/heading.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "audit/reading/text.hpp"
#include "audit/reading/words.hpp"

namespace tiga::audit::reading {
namespace {

using Words = std::vector<std::string>;

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
    if (const auto field = field_named(Words(words.begin(), cut))) {
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

// Uses the text in brackets; false if it is not understood.
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
  if (unit == Dimension::byte_rate &&
      (meaning.field == Field::rate || meaning.field == Field::bytes)) {
    meaning.field = Field::transfer_rate;  // "throughput (KB/s)", "transfer (KB/s)"
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

}  // namespace tiga::audit::reading
