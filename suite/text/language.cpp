#include "suite/text/language.hpp"

#include <algorithm>
#include <vector>

#include "suite/text/catalogue.hpp"

namespace tiga::suite::text {
namespace {

// The languages refer to the catalogues, so both are created once and never moved.
struct Registry {
  std::vector<Catalogue> catalogues;
  std::vector<Language> languages{Language::english};

  Registry() {
    const std::span<const EmbeddedCatalogue> embedded = embedded_catalogues();
    catalogues.reserve(embedded.size());
    for (const EmbeddedCatalogue& one : embedded) {
      catalogues.emplace_back(one.bytes);
      languages.emplace_back(one.tag, &catalogues.back());
    }
  }
};

const Registry& registry() {
  static const Registry all;
  return all;
}

}  // namespace

std::string_view Language::translated(std::string_view sentence, std::string_view context) const {
  return catalogue_ == nullptr ? sentence : catalogue_->find(sentence, context).value_or(sentence);
}

std::span<const Language> languages() { return registry().languages; }

std::optional<Language> find_language(std::string_view tag) {
  const auto found = std::ranges::find(languages(), tag, &Language::tag);
  return found == languages().end() ? std::nullopt : std::optional(*found);
}

}  // namespace tiga::suite::text
