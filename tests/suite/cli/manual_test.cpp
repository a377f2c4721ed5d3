#include "suite/cli/manual.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <regex>
#include <set>

#include "suite/plan/registry.hpp"

namespace tiga::suite::cli {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::Not;
using testing::StartsWith;

const CommandPage& page_of(const std::vector<CommandPage>& pages, std::string_view name) {
  const auto found = std::ranges::find(pages, name, &CommandPage::name);
  if (found == pages.end()) {
    throw std::runtime_error("there is no page of " + std::string(name));
  }
  return *found;
}

std::set<std::string> options_on(const CommandPage& page) {
  std::set<std::string> names;
  for (const HelpSection& section : page.help.sections) {
    for (const HelpEntry& entry : section.entries) {
      const std::vector<std::string> of_entry = option_names(entry);
      names.insert(of_entry.begin(), of_entry.end());
    }
  }
  return names;
}

std::vector<HelpEntry> examples_on(const CommandPage& page) {
  const auto examples =
      std::ranges::find(page.help.sections, std::string("Examples"), &HelpSection::title);
  return examples == page.help.sections.end() ? std::vector<HelpEntry>() : examples->entries;
}

// Without the options of programs, whose pages need them to be built.
std::vector<CommandPage> own_pages() {
  std::vector<CommandPage> pages = all_pages();
  std::erase_if(pages, [](const CommandPage& page) { return !page.is_ours; });
  return pages;
}

TEST(Manual, KnowsEachCommand) {
  const std::vector<CommandPage> pages = all_pages();
  EXPECT_EQ(pages.front().name, "tiga");
  EXPECT_THAT(
      pages.front().commands,
      AllOf(IsSupersetOf({"run", "map", "report", "compare", "audit", "list", "serve", "load"}),
            Not(Contains("foreign-load")), Not(Contains("manual"))));
  EXPECT_THAT(page_of(pages, "tiga study").commands, IsSupersetOf({"variance", "aa", "repeat"}));
  EXPECT_EQ(page_name(page_of(pages, "tiga study aa")), "tiga-study-aa");
  for (const plan::Architecture& one : plan::architectures()) {
    EXPECT_THAT(page_of(pages, "tiga serve").commands, Contains(std::string(one.folder)));
    EXPECT_FALSE(page_of(pages, "tiga serve " + std::string(one.folder)).is_ours);
  }
}

TEST(Manual, EachPageHasTwoExamplesWithOptionsThatThereAre) {
  const std::vector<CommandPage> pages = own_pages();
  for (const CommandPage& page : pages) {
    EXPECT_NE(page.help.description, "") << page.name;
    EXPECT_THAT(page.help.usage, StartsWith(page.name));
    const std::vector<HelpEntry> examples = examples_on(page);
    EXPECT_EQ(examples.size(), 2U) << page.name;
    for (const HelpEntry& example : examples) {
      EXPECT_THAT(example.term, StartsWith(page.name + (example.term == page.name ? "" : " ")));
      EXPECT_NE(example.text, "") << example.term;
    }
  }
  // Those of programs are tested with the programs (install_test).
  static const std::regex option(" (--?[a-z][a-z-]*)");
  for (const CommandPage& page : pages) {
    for (const HelpEntry& example : examples_on(page)) {
      const auto command = std::ranges::find_if(pages, [&](const CommandPage& other) {
        return other.commands.empty() && example.term.starts_with(other.name + " ");
      });
      if (command == pages.end() || command->name == "tiga serve" || command->name == "tiga load") {
        continue;
      }
      const std::set<std::string> known = options_on(*command);
      for (std::sregex_iterator at(example.term.begin(), example.term.end(), option), end;
           at != end; ++at) {
        EXPECT_TRUE(known.contains((*at)[1])) << example.term;
      }
    }
  }
}

TEST(Manual, AManPageHasAllThatTheHelpHas) {
  const std::vector<CommandPage> pages = own_pages();
  const CommandPage& run = page_of(pages, "tiga run");
  const std::string text = man_page(run, pages);
  EXPECT_THAT(text, AllOf(HasSubstr("\n.TH TIGA\\-RUN 1 "),
                          HasSubstr("\n.SH NAME\ntiga\\-run \\- "), HasSubstr("\n.SH OPTIONS\n"),
                          HasSubstr("\n.SH EXIT STATUS\n"), HasSubstr("\n.BR tiga (1)\n")));
  for (const HelpSection& section : run.help.sections) {
    for (const HelpEntry& entry : section.entries) {
      EXPECT_THAT(text,
                  HasSubstr("\n" + std::regex_replace(entry.text, std::regex("-"), "\\-") + "\n"));
    }
  }
  const std::string overview = man_page(pages.front(), pages);
  EXPECT_THAT(overview, AllOf(HasSubstr("\n.BR tiga\\-run (1)"), HasSubstr("\n.SH FILES\n")));
}

TEST(Manual, AManPageShowsSignsOfTroffAsTheyAre) {
  const CommandPage page{
      .name = "tiga x",
      .help = {"about \\n", "tiga x", {{"Options", {{"-a B", ".dotted"}, {"-c", "'quoted"}}}}},
      .commands = {}};
  EXPECT_THAT(man_page(page, {}),
              AllOf(HasSubstr("about \\en\n"), HasSubstr("\n\\&.dotted\n"),
                    HasSubstr("\n\\&'quoted\n"), HasSubstr("\n\\fB\\-a\\fR B\n")));
}

TEST(Manual, TheCompletionNamesCommandsOptionsAndValues) {
  const std::string script = bash_completion(all_pages());
  EXPECT_THAT(script, AllOf(HasSubstr("'tiga study aa'"), HasSubstr("'tiga serve async'"),
                            HasSubstr("'tiga run --pinning')"), HasSubstr("-W \"split free\""),
                            HasSubstr("$(_tiga_plans)")));
}

}  // namespace
}  // namespace tiga::suite::cli
