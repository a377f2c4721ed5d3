#include "suite/records/reason.hpp"

#include <fmt/args.h>

#include <algorithm>
#include <iomanip>
#include <sstream>
#include <utility>

#include "common/text.hpp"

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

// Figures that belong to the outcome before them.
bool is_of_example(std::string_view name) { return name == "detail" || name == "began"; }

struct ShownOutcome {
  std::string count;                 // "2 wrong_status"
  std::vector<std::string> example;  // what is known of the first of them
};

// "; 7 reset (Connection reset by peer), 3 timed_out".
std::string text_of_outcomes(const std::vector<ShownOutcome>& outcomes) {
  std::string text;
  for (const ShownOutcome& outcome : outcomes) {
    text += (text.empty() ? "; " : ", ") + outcome.count;
    if (!outcome.example.empty()) {
      text += fmt::format(" ({})", fmt::join(outcome.example, "; "));
    }
  }
  return text;
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
  const std::string text = common::printable(figure);
  std::ostringstream value;
  if (text.empty() || text.find_first_of(" \"\\") != std::string::npos) {
    value << std::quoted(text);
  } else {
    value << text;
  }
  field_ += fmt::format(" {}={}", name, value.str());
}

Reason Reason::without_examples() const {
  const std::optional<Stored> stored = parse(field_);
  if (!stored) {
    return *this;
  }
  Reason same;
  same.field_ = stored->kind->code;
  for (const auto& [name, value] : stored->figures) {
    if (!is_of_example(name)) {
      same.append(name, value);
    }
  }
  return same;
}

std::string Reason::in(text::Language language) const {
  const std::optional<Stored> stored = parse(field_);
  if (!stored) {
    return common::printable(field_);
  }
  const std::string_view sentence = stored->kind->sentence.english;
  fmt::dynamic_format_arg_store<fmt::format_context> arguments;
  std::vector<ShownOutcome> outcomes;
  std::string last_words;
  bool warm_up = false;
  for (const auto& [name, value] : stored->figures) {
    if (sentence.find("{" + name + "}") != std::string_view::npos) {
      arguments.push_back(fmt::arg(name.c_str(), value));
    } else if (name == "during") {
      warm_up = value == "warm_up";
    } else if (name == "said") {
      last_words = ": " + value;
    } else if (is_of_example(name) && !outcomes.empty()) {
      outcomes.back().example.push_back(
          name == "began" ? tr(language, "the reply began \"{}\"", value) : value);
    } else {
      outcomes.push_back({fmt::format("{} {}", value, name), {}});
    }
  }
  try {
    const std::string text = fmt::vformat(language.translated(sentence), arguments) +
                             text_of_outcomes(outcomes) + last_words;
    return common::printable(warm_up ? tr(language, "warm-up: {}", text) : text);
  } catch (const fmt::format_error&) {
    return common::printable(field_);  // somebody took a figure of the sentence away
  }
}

std::string reasons_page() {
  std::string page =
      "\n`reason` is a code and its figures, NAME=VALUE with a blank before each. A value that is "
      "empty or has a blank, a\nquote or a backslash is in double quotes, with a backslash before "
      "each quote and backslash in it. Bytes that are\nnot printable are escaped as in C. Beside "
      "the figures of the sentence there may be: requests by the outcome that they\nhad, with the "
      "`detail` of the first of them and how its reply `began`; what a program `said` last; "
      "`during=warm_up`.\nThe arms that were left out have such reasons too, in `manifest.json` "
      "and `map.json`. A run from before the codes\nhas a sentence there, in English.\n\n| code "
      "| sentence |\n|---|---|\n";
  for (const auto& [code, sentence] : reason_kinds) {
    page += fmt::format("| `{}` | {} |\n", code, sentence.english);
  }
  return page;
}

}  // namespace tiga::suite::records
