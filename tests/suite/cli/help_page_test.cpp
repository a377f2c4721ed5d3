#include "suite/cli/help_page.hpp"

#include <gmock/gmock.h>

namespace tiga::suite::cli {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view help = R"(measure a plan
Usage: tiga run [OPTIONS] [PLAN]

Positionals:
  PLAN TEXT                   a file, or a name in plans/

Options:
  -h,--help                   Print this help message and exit
  --seed UINT:0 to 4294967295 Excludes: --resume
                              seed of the order of cells
  --pinning HOW:{split,free} Excludes: --resume
                              where processes run
  --lang TAG:{en,id}          language of pages
  --log LEVEL:{none,errors}=errors
                              what is logged
  --force Excludes: --resume  any build
Examples:
  tiga run report --budget 60
      a minute
  tiga run mine
      yours
)";

const HelpEntry& entry_of(const HelpPage& page, std::string_view name) {
  for (const HelpEntry& entry : page.sections.at(1).entries) {
    if (entry.term.find(name) != std::string::npos) {
      return entry;
    }
  }
  throw std::runtime_error("there is no option " + std::string(name));
}

TEST(HelpPage, HasItsParts) {
  const HelpPage page = read_help(help);
  EXPECT_EQ(page.description, "measure a plan");
  EXPECT_EQ(page.usage, "tiga run [OPTIONS] [PLAN]");
  ASSERT_EQ(page.sections.size(), 3U);
  EXPECT_EQ(page.sections[0].title, "Positionals");
  EXPECT_EQ(page.sections[0].entries.at(0).term, "PLAN TEXT");
  EXPECT_EQ(page.sections[0].entries.at(0).text, "a file, or a name in plans/");
  EXPECT_EQ(page.sections[1].entries.size(), 6U);
  EXPECT_EQ(page.sections[2].title, "Examples");
  EXPECT_EQ(page.sections[2].entries.at(0).term, "tiga run report --budget 60");
  EXPECT_EQ(page.sections[2].entries.at(0).text, "a minute");
}

TEST(HelpPage, TellsALongTermFromItsText) {
  const HelpPage page = read_help(help);
  EXPECT_EQ(entry_of(page, "--seed").text, "seed of the order of cells");
  EXPECT_EQ(entry_of(page, "--force").term, "--force Excludes: --resume");
  EXPECT_EQ(entry_of(page, "--force").text, "any build");
}

TEST(HelpPage, KnowsTheNamesAndValuesOfAnOption) {
  const HelpPage page = read_help(help);
  EXPECT_THAT(option_names(entry_of(page, "--help")), ElementsAre("-h", "--help"));
  EXPECT_THAT(option_names(page.sections[0].entries[0]), IsEmpty());
  EXPECT_FALSE(takes_value(entry_of(page, "--help")));
  EXPECT_FALSE(takes_value(entry_of(page, "--force")));
  EXPECT_TRUE(takes_value(entry_of(page, "--seed")));
  EXPECT_THAT(values_of(entry_of(page, "--pinning")), ElementsAre("split", "free"));
  EXPECT_THAT(values_of(entry_of(page, "--lang")), ElementsAre("en", "id"));
  EXPECT_THAT(values_of(entry_of(page, "--log")), ElementsAre("none", "errors"));
  EXPECT_THAT(values_of(entry_of(page, "--seed")), IsEmpty());
}

TEST(HelpPage, OfNothingIsEmpty) {
  EXPECT_THAT(read_help("").sections, IsEmpty());
  EXPECT_THAT(read_help("\n  \n").sections, IsEmpty());
  EXPECT_EQ(read_help("there is no program loadgen").description, "there is no program loadgen");
}

}  // namespace
}  // namespace tiga::suite::cli
