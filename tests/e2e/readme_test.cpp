// The commands and options on the pages exist.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>
#include <sstream>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "tests/e2e/deployment.hpp"
#include "tests/support/captures.hpp"
#include "tests/support/programs.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;

std::vector<std::filesystem::path> pages() {
  std::vector<std::filesystem::path> found = {source_folder() / "README.md",
                                              source_folder() / "CONTRIBUTING.md"};
  for (const auto& entry : std::filesystem::directory_iterator(source_folder() / "docs")) {
    if (entry.path().extension() == ".md") {
      found.push_back(entry.path());
    }
  }
  return found;
}

// Lines of shell blocks, a continued line as one.
std::vector<std::string> shell_lines(const std::string& page) {
  std::istringstream text(std::regex_replace(page, std::regex("\\\\\n *"), " "));
  std::vector<std::string> lines;
  bool inside = false;
  for (std::string line; std::getline(text, line);) {
    if (line.starts_with("```")) {
      inside = line == "```sh";
    } else if (inside) {
      lines.push_back(line.substr(0, line.find(" #")));
    }
  }
  return lines;
}

std::string help_of(const std::string& program_name, const std::string& command) {
  std::vector<std::string> arguments = {program(program_name)};
  if (!command.empty()) {
    arguments.push_back(command);
  }
  arguments.emplace_back("--help");
  return common::run_command({.arguments = arguments}, 10s).output;
}

// The options of one call of one of our programs that its help does not name.
std::vector<std::string> unknown_options(const std::string& line, const std::string& program_name) {
  std::smatch call;
  if (!std::regex_search(line, call, std::regex("(^|[ /])" + program_name + "( [^|;&]*)"))) {
    return {};
  }
  std::smatch command;
  const std::string arguments = call[2];
  const bool has_command =
      program_name == "tiga" && std::regex_search(arguments, command, std::regex("^ ([a-z]+)"));
  const std::string help = help_of(program_name, has_command ? command[1].str() : "");
  std::vector<std::string> unknown;
  for (const std::string& option : captures(arguments, " (--?[a-zA-Z][a-z-]*)")) {
    if (!std::regex_search(help, std::regex("(^|[ ,\n])" + option + "([ ,=\n]|$)"))) {
      unknown.push_back(line + ": " + option);
    }
  }
  return unknown;
}

TEST(Pages, NameOnlyTargetsOfTheMakefile) {
  const std::string makefile = common::read_file(source_folder() / "Makefile");
  const std::set<std::string> targets = captures(makefile, "(?:^|\n)([a-z-]+): ");
  ASSERT_THAT(targets, testing::IsSupersetOf({"report", "test"}));
  for (const auto& page : pages()) {
    const auto named = captures(common::read_file(page), "[`\n]make ([a-z-]+)");
    EXPECT_THAT(targets, testing::IsSupersetOf(named)) << page;
  }
}

TEST(Pages, NameOnlyOptionsOfThePrograms) {
  std::set<std::string> programs = server_programs();
  programs.insert({"loadgen", "tiga"});
  int calls = 0;
  for (const auto& page : pages()) {
    for (const std::string& line : shell_lines(common::read_file(page))) {
      for (const std::string& name : programs) {
        EXPECT_THAT(unknown_options(line, name), testing::IsEmpty()) << page;
        calls += line.find(name) != std::string::npos ? 1 : 0;
      }
    }
  }
  EXPECT_GE(calls, 3) << "the pages' shell blocks were not found";
}

// What stands between "```LANGUAGE" and "```".
std::vector<std::string> blocks_of(const std::string& page, const std::string& language) {
  std::vector<std::string> blocks;
  const std::string begin = "\n```" + language + "\n";
  for (std::size_t at = page.find(begin); at != std::string::npos; at = page.find(begin, at + 1)) {
    const std::size_t first = at + begin.size();
    blocks.push_back(page.substr(first, page.find("```", first) - first));
  }
  return blocks;
}

TEST(Pages, ShowTheFilesOfTheExample) {
  const std::string first = common::read_file(source_folder() / "README.md");
  const std::string page = common::read_file(source_folder() / "docs" / "own-server.md");
  const std::string plan = common::read_file(source_folder() / "plans" / "my-server.toml");
  const std::string server = common::read_file(source_folder() / "plans" / "my_server.py");
  EXPECT_THAT(blocks_of(first, "toml"),
              testing::ElementsAre(testing::ResultOf(
                  "is in the plan", [&](const std::string& block) { return plan.find(block); },
                  testing::Lt(plan.size()))));
  EXPECT_THAT(blocks_of(page, "python"), testing::ElementsAre(server));
}

TEST(Pages, AreAllListedInTheGuide) {
  const std::set<std::string> listed =
      captures(common::read_file(source_folder() / "docs" / "README.md"), "\\]\\(([^)#:]+)\\)");
  for (const auto& page : pages()) {
    if (page.filename() != "README.md" && page.parent_path().filename() == "docs") {
      EXPECT_TRUE(listed.contains(page.filename().string())) << page;
    }
  }
}

TEST(Readme, IsShort) {
  const std::string page = common::read_file(source_folder() / "README.md");
  EXPECT_LE(std::ranges::count(page, '\n'), 150);
}

TEST(Pages, LinkOnlyToFilesThatExist) {
  for (const auto& page : pages()) {
    for (const std::string& target :
         captures(common::read_file(page), "\\]\\(([^)#:]+)(?:#[^)]*)?\\)")) {
      EXPECT_TRUE(std::filesystem::exists(page.parent_path() / target))
          << page << " links to " << target;
    }
  }
}

}  // namespace
}  // namespace tiga::tests
