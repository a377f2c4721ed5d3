#include "suite/plan/toml_reader.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

#include "common/text.hpp"

namespace tiga::suite::plan {

toml::table parse_toml(std::string_view text, const std::filesystem::path& file) {
  try {
    return toml::parse(text, file.string());
  } catch (const toml::parse_error& error) {
    throw common::UsageError(
        fmt::format("{}:{}: {}", file.string(), error.source().begin.line, error.description()));
  }
}

void TomlReader::refuse_unknown_keys(std::span<const std::string_view> known) const {
  const toml::key* first = nullptr;
  for (const auto& [key, value] : table_) {
    if (std::ranges::find(known, key.str()) == known.end() &&
        (first == nullptr || key.source().begin.line < first->source().begin.line)) {
      first = &key;
    }
  }
  if (first != nullptr) {
    fail(first->source().begin.line, first->str(),
         fmt::format("unknown key; known are {}", fmt::join(known, ", ")));
  }
}

void TomlReader::refuse(std::span<const std::string_view> keys, std::string_view why) const {
  for (const std::string_view key : keys) {
    if (const toml::node* node = find(key)) {
      fail(*node, key, why);
    }
  }
}

const toml::node& TomlReader::require(std::string_view key, std::string_view why) const {
  const toml::node* node = find(key);
  if (node == nullptr) {
    fail(table_.source().begin.line, key, fmt::format("missing; {}", why));
  }
  return *node;
}

const toml::array& TomlReader::list(std::string_view key, std::string_view why) const {
  const toml::node& node = require(key, why);
  const toml::array* array = node.as_array();
  if (array == nullptr || array->empty()) {
    fail(node, key, "must be a list with at least one entry");
  }
  return *array;
}

std::vector<std::string> TomlReader::title_keys() {
  std::vector<std::string> keys{"title"};
  for (const text::Language language : text::languages().subspan(1)) {
    keys.push_back(fmt::format("title_{}", language.tag()));
  }
  return keys;
}

text::LocalizedText TomlReader::title(text::LocalizedText fallback) const {
  std::vector<std::string> titles;  // of each language; "" if it has none
  for (const std::string& key : title_keys()) {
    titles.emplace_back();
    if (const toml::node* node = find(key)) {
      titles.back() = text_of(*node, key);
      if (titles.back().find_first_of("\"\\") != std::string::npos) {
        fail(*node, key, "must hold no quote and no backslash");
      }
      if (common::printable(titles.back()) != titles.back()) {
        fail(*node, key,
             fmt::format("holds what is no printable character: {}", common::quote(titles.back())));
      }
    }
  }
  return text::LocalizedText([titles, fallback = std::move(fallback)](text::Language language) {
    const auto at = static_cast<std::size_t>(std::ranges::find(text::languages(), language) -
                                             text::languages().begin());
    const std::string& own = titles[at].empty() ? titles.front() : titles[at];
    return own.empty() ? fallback.in(language) : own;
  });
}

bool TomlReader::flag_of(const toml::node& node, std::string_view key) const {
  const auto value = node.value_exact<bool>();
  if (!value) {
    fail(node, key, "must be true or false");
  }
  return *value;
}

std::string TomlReader::text_of(const toml::node& node, std::string_view key) const {
  const auto value = node.value_exact<std::string>();
  if (!value) {
    fail(node, key, "must be a text in quotes");
  }
  if (value->find_first_of("\r\n") != std::string::npos) {
    fail(node, key, "must be one line");
  }
  return *value;
}

std::vector<std::string> TomlReader::texts(std::string_view key) const {
  std::vector<std::string> texts;
  const toml::node* node = find(key);
  if (node == nullptr) {
    return texts;
  }
  if (const toml::array* list = node->as_array()) {
    for (const toml::node& entry : *list) {
      texts.push_back(text_of(entry, key));
    }
    return texts;
  }
  if (!node->is_string()) {
    fail(*node, key, "must be a list of texts, or one text");
  }
  std::istringstream words(text_of(*node, key));
  for (std::string word; words >> word;) {
    texts.push_back(word);
  }
  return texts;
}

std::size_t TomlReader::choice(std::string_view key, const std::vector<std::string_view>& words,
                               std::size_t otherwise) const {
  const toml::node* node = find(key);
  if (node == nullptr) {
    return otherwise;
  }
  const auto found = std::ranges::find(words, text_of(*node, key));
  if (found == words.end()) {
    fail(*node, key, fmt::format(R"(must be "{}")", fmt::join(words, R"(" or ")")));
  }
  return static_cast<std::size_t>(found - words.begin());
}

double TomlReader::real_of(const toml::node& node, std::string_view key, double least,
                           double most) const {
  // value(): a whole number will do.
  const auto value = node.is_number() ? node.value<double>() : std::nullopt;
  if (!value || !(*value >= least && *value <= most)) {
    fail(node, key, fmt::format("must be a number from {} to {}", least, most));
  }
  return *value;
}

std::int64_t TomlReader::number_of(const toml::node& node, std::string_view key, std::int64_t least,
                                   std::int64_t most) const {
  const auto value = node.value_exact<std::int64_t>();
  if (!value || *value < least || *value > most) {
    fail(node, key, fmt::format("must be a whole number from {} to {}", least, most));
  }
  return *value;
}

void TomlReader::fail(const toml::node& node, std::string_view key, std::string_view what) const {
  fail(node.source().begin.line, key, what);
}

void TomlReader::fail(toml::source_index line, std::string_view key, std::string_view what) const {
  throw common::UsageError(fmt::format("{}:{}: {}{}: {}", file_, line, prefix_, key, what));
}

}  // namespace tiga::suite::plan
