// The translations of po/: complete, and with the placeholders of their sentences.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "common/child_process.hpp"
#include "suite/text/catalogue.hpp"
#include "suite/text/language.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/skip.hpp"

namespace tiga::suite::text {
namespace {

using namespace std::chrono_literals;

// The arguments that a sentence uses, each with how it is formatted: "0:.3g". Numbers of the
// arguments are those of fmt: as they come, or as they are written.
std::set<std::string> placeholders(std::string_view sentence) {
  std::set<std::string> found;
  std::size_t next = 0;
  const auto argument = [&](std::string_view written) {
    return written.empty() ? std::to_string(next++) : std::string(written);
  };
  for (std::size_t at = 0; at < sentence.size(); ++at) {
    if (sentence[at] != '{' && sentence[at] != '}') {
      continue;
    }
    if (sentence.substr(at + 1, 1) == sentence.substr(at, 1)) {
      ++at;  // a brace that is meant as one
      continue;
    }
    const std::size_t name = at + 1;
    at = sentence.find_first_of(":}", name);
    if (at == std::string_view::npos) {
      found.insert("a brace that is not closed");
      break;
    }
    std::string one = argument(sentence.substr(name, at - name));
    for (; at < sentence.size() && sentence[at] != '}'; ++at) {
      one += sentence[at];
      if (sentence[at] == '{') {  // a width or precision that is an argument
        const std::size_t end = std::min(sentence.find('}', at), sentence.size());
        one += argument(sentence.substr(at + 1, end - at - 1)) + '}';
        at = end;
      }
    }
    found.insert(one);
  }
  return found;
}

TEST(Placeholders, AreNumberedInOrderUnlessTheyHaveNumbers) {
  using testing::ElementsAre;
  EXPECT_THAT(placeholders("{} of {:.3g} {{}}"), ElementsAre("0", "1:.3g"));
  EXPECT_THAT(placeholders("{1:.3g}: {0}"), ElementsAre("0", "1:.3g"));
  EXPECT_THAT(placeholders("{0} and {1}: {0}"), ElementsAre("0", "1"));
  EXPECT_THAT(placeholders("{:.{}f} at {}"), ElementsAre("0:.{1}f", "2"));
  EXPECT_THAT(placeholders("100 %"), ElementsAre());
}

class CatalogueTest : public testing::TestWithParam<EmbeddedCatalogue> {};

TEST_P(CatalogueTest, HasTheSamePlaceholdersAsEachSentence) {
  const Catalogue catalogue(GetParam().bytes);
  ASSERT_GT(catalogue.entries().size(), 100);
  for (const auto& [key, translation] : catalogue.entries()) {
    const std::string_view english = key.substr(key.find('\4') + 1);
    if (!english.empty()) {  // the header has none, but braces may be in it
      EXPECT_EQ(placeholders(translation), placeholders(english)) << english;
    }
  }
}

TEST_P(CatalogueTest, FindsEachOfItsEntries) {
  const Catalogue catalogue(GetParam().bytes);
  for (const auto& [key, translation] : catalogue.entries()) {
    const std::size_t end = key.find('\4');
    const std::string_view context = end == std::string_view::npos ? "" : key.substr(0, end);
    EXPECT_EQ(catalogue.find(key.substr(end + 1), context), translation);
  }
  EXPECT_EQ(catalogue.find("no sentence of ours"), std::nullopt);
}

TEST_P(CatalogueTest, IsRefusedIfTruncated) {
  const std::span<const unsigned char> bytes = GetParam().bytes;
  for (const std::size_t length : {std::size_t{0}, std::size_t{3}, std::size_t{19},
                                   std::size_t{100}, bytes.size() / 2, bytes.size() - 2}) {
    EXPECT_THROW(Catalogue(bytes.first(length)), std::invalid_argument) << length;
  }
  std::vector<unsigned char> other(bytes.begin(), bytes.end());
  std::reverse(other.begin(), other.begin() + 4);
  EXPECT_THROW(Catalogue{other}, std::invalid_argument) << "the other byte order";
}

INSTANTIATE_TEST_SUITE_P(Each, CatalogueTest,
                         testing::ValuesIn(embedded_catalogues().begin(),
                                           embedded_catalogues().end()),
                         [](const auto& tested) { return std::string(tested.param.tag); });

// A catalogue without its line would not be part of the program, and nobody would miss it.
TEST(Translations, OfEachFileAreALineOfLinguas) {
  std::set<std::string> languages;
  for (const EmbeddedCatalogue& one : embedded_catalogues()) {
    languages.emplace(one.tag);
  }
  std::set<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(tests::source_folder() / "po")) {
    if (entry.path().extension() == ".po") {
      files.insert(entry.path().stem());
    }
  }
  EXPECT_EQ(files, languages) << "po/*.po, and po/LINGUAS";
}

TEST(Translations, HaveExactlyTheSentencesOfTheCode) {
  TIGA_SKIP_UNLESS(!common::find_program("xgettext").empty(), "xgettext");
  const common::CommandResult result = common::run_command(
      {.arguments = {(tests::source_folder() / "scripts/update-translations").string(), "--check"}},
      60s);
  EXPECT_TRUE(result.report.succeeded()) << result.output << result.error;
}

}  // namespace
}  // namespace tiga::suite::text
