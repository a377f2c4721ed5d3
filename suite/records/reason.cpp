#include "suite/records/reason.hpp"

#include <fmt/args.h>

#include <algorithm>
#include <iomanip>
#include <sstream>
#include <utility>

namespace tiga::suite::records {
namespace {

struct Stored {
  const ReasonKind* kind;
  std::vector<std::pair<std::string, std::string>> figures;  // name, value
};

// Nothing if it is no code with its figures.
std::optional<Stored> parse(const std::string& field) {
  std::istringstream words(field);
  std::string code;
  words >> code;
  const auto* const kind = std::ranges::find(reason_kinds, code, &ReasonKind::code);
  if (kind == reason_kinds.end()) {
    return std::nullopt;
  }
  Stored stored{kind, {}};
  for (std::string name, value; words >> std::ws && std::getline(words, name, '=');) {
    if (!(words >> std::quoted(value))) {
      return std::nullopt;
    }
    stored.figures.emplace_back(name, value);
  }
  return stored;
}

}  // namespace

Reason::Reason(const ReasonKind& kind, const std::vector<std::string>& figures)
    : field_(kind.code) {
  std::string_view sentence = kind.sentence.english;
  for (const std::string& figure : figures) {
    sentence.remove_prefix(sentence.find('{') + 1);
    append(sentence.substr(0, sentence.find('}')), figure);
  }
}

Reason Reason::from_field(std::string field) {
  Reason reason;
  reason.field_ = std::move(field);
  return reason;
}

void Reason::add(std::string_view name, std::string_view figure) {
  if (!figure.empty()) {
    append(name, figure);
  }
}

void Reason::append(std::string_view name, std::string_view figure) {
  std::ostringstream value;
  if (figure.empty() || figure.find_first_of(" \t\r\n\"\\") != std::string_view::npos) {
    value << std::quoted(figure);
  } else {
    value << figure;
  }
  field_ += fmt::format(" {}={}", name, value.str());
}

std::string Reason::in(text::Language language) const {
  const std::optional<Stored> stored = parse(field_);
  if (!stored) {
    return field_;
  }
  const std::string_view sentence = stored->kind->sentence.english;
  fmt::dynamic_format_arg_store<fmt::format_context> arguments;
  std::string outcomes;
  std::string last_words;
  bool warm_up = false;
  for (const auto& [name, value] : stored->figures) {
    if (sentence.find("{" + name + "}") != std::string_view::npos) {
      arguments.push_back(fmt::arg(name.c_str(), value));
    } else if (name == "during") {
      warm_up = value == "warm_up";
    } else if (name == "said") {
      last_words = ": " + value;
    } else {
      outcomes += fmt::format("{} {} {}", outcomes.empty() ? ";" : ",", value, name);
    }
  }
  try {
    const std::string text =
        fmt::vformat(language.translated(sentence), arguments) + outcomes + last_words;
    return warm_up ? tr(language, "warm-up: {}", text) : text;
  } catch (const fmt::format_error&) {
    return field_;  // somebody took a figure of the sentence away
  }
}

std::string reasons_page() {
  std::string page =
      "\n`reason` is a code and its figures, NAME=VALUE with a blank before each. A value that is "
      "empty or has a blank, a\nquote or a backslash is in double quotes, with a backslash before "
      "each quote and backslash in it. Beside those\nof the sentence there may be: requests "
      "by the outcome that they had, what a program `said` last, `during=warm_up`.\nThe "
      "arms that were left out have such reasons too, in `manifest.json` and `map.json`. A run "
      "from "
      "before the codes\nhas a sentence there, in English.\n\n| code | sentence |\n|---|---|\n";
  for (const auto& [code, sentence] : reason_kinds) {
    page += fmt::format("| `{}` | {} |\n", code, sentence.english);
  }
  return page;
}

}  // namespace tiga::suite::records
