// docs/what-tools-count.md and the scripts that write it: loadgen's counts are the server's own,
// every tool's report is still understood, and the page has what the script would write.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/skip.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

const std::vector<std::string> tools = {"loadgen", "ab", "wrk", "h2load", "hey"};

std::vector<std::string> split(const std::string& text, char separator) {
  std::istringstream parts(text);
  std::vector<std::string> found;
  for (std::string part; std::getline(parts, part, separator);) {
    found.push_back(part);
  }
  return found;
}

/// Runs a script of the repository with the programs of this build.
std::string output_of(const std::string& script, const std::vector<std::string>& arguments) {
  common::Command command;
  command.arguments = {(source_folder() / "scripts" / script).string()};
  command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
  command.environment = {"TIGA_BIN_DIR=" + program("")};
  const common::CommandResult result = common::run_command(command, 100s);
  EXPECT_TRUE(result.report.succeeded()) << result.report.describe() << '\n' << result.error;
  return result.output;
}

/// The records of one call of scripts/tool-records: column name → value.
std::vector<std::map<std::string, std::string>> records_of(
    const std::vector<std::string>& arguments) {
  const std::vector<std::string> lines = split(output_of("tool-records", arguments), '\n');
  std::vector<std::map<std::string, std::string>> records;
  const std::vector<std::string> names = split(lines.at(0), '\t');
  for (std::size_t line = 1; line < lines.size(); ++line) {
    std::vector<std::string> values = split(lines[line], '\t');
    values.resize(names.size());
    auto& record = records.emplace_back();
    for (std::size_t at = 0; at < names.size(); ++at) {
      record[names[at]] = values[at];
    }
  }
  return records;
}

class ToolRecords : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* tool : {"ab", "wrk", "h2load", "hey", "jq"}) {
      TIGA_SKIP_UNLESS(common::is_installed(tool), tool);
    }
  }
};

TEST_F(ToolRecords, LoadgenCountsAgreeWithTheServer) {
  const auto records =
      records_of({"--tools", "loadgen", "empty", "cut_chunks", "wrong_content", "none"});
  ASSERT_EQ(records.size(), 8u);  // with keep-alive and without
  for (auto record : records) {
    SCOPED_TRACE(record["kind"] + ' ' + record["mode"]);
    EXPECT_EQ(record["end"], "finished");
    EXPECT_EQ(record["ok"], record["good"]);
    EXPECT_EQ(record["failed"], record["bad"]);
    EXPECT_EQ(record["read"], "1010");
    EXPECT_EQ(record["bad"], record["kind"] == "none" ? "0" : "100");
  }
}

TEST_F(ToolRecords, ReportsOfEveryToolAreParsed) {
  const auto records = records_of({"--requests", "200", "none", "not_found"});
  ASSERT_EQ(records.size(), 4 * tools.size());
  for (auto record : records) {
    SCOPED_TRACE(record["kind"] + ' ' + record["mode"] + ' ' + record["tool"]);
    ASSERT_EQ(record["end"], "finished") << record["says"];
    // What is in flight at the end of wrk's time is only in the server's record.
    const int slack = record["tool"] == "wrk" ? 10 : 0;
    EXPECT_NEAR(std::stoi(record["ok"]), std::stoi(record["good"]), slack);
    EXPECT_NEAR(std::stoi(record["failed"]), std::stoi(record["bad"]), slack);
    EXPECT_GE(std::stoi(record["good"]), 100);
    EXPECT_EQ(record["kind"] == "none", record["bad"] == "0");
  }
}

TEST_F(ToolRecords, ToolsThatDieAreReported) {
  for (auto record : records_of({"--tools", "ab", "reset_before_head"})) {
    EXPECT_EQ(record["end"], "died");
    EXPECT_EQ(record["ok"] + record["failed"], "--");
    EXPECT_THAT(record["says"], HasSubstr("Connection reset by peer"));
  }
}

/// The cells of the first row for `kind` behind `heading`.
std::vector<std::string> row_of(const std::string& page, const std::string& heading,
                                const std::string& kind) {
  const std::size_t section = page.find("\n## " + heading + "\n");
  const std::size_t row = page.find("\n| `" + kind + "`: ", section);
  if (section == std::string::npos || row == std::string::npos ||
      page.find("\n## ", section + 1) < row) {
    return {};
  }
  return split(page.substr(row + 3, page.find('\n', row + 1) - row - 3), '|');
}

TEST(WhatToolsCount, ThePageHasARowForEachKind) {
  const std::string page = common::read_file(source_folder() / "docs/what-tools-count.md");
  const std::string known =
      "\n" +
      common::run_command({.arguments = {program("misbehaving_server"), "--list"}}, 10s).output;
  const std::vector<std::string> kinds = split(output_of("what-tools-count", {"--list"}), '\n');
  EXPECT_GE(kinds.size(), 14u);
  for (const std::string& kind : kinds) {
    SCOPED_TRACE(kind);
    EXPECT_THAT(known, HasSubstr("\n" + kind + "\t"));
    for (const char* heading : {"A connection for each request", "Keep-alive"}) {
      const std::vector<std::string> cells = row_of(page, heading, kind);
      ASSERT_EQ(cells.size(), 1 + tools.size()) << heading;
      EXPECT_THAT(cells[1], testing::AnyOf(HasSubstr("**all**"), HasSubstr("**right**")));
      for (const std::string& cell : cells) {
        EXPECT_GT(cell.size(), 5u) << heading;
      }
    }
  }
  const std::regex row("\n\\| `[a-z_]+`: ");
  EXPECT_EQ(std::distance(std::sregex_iterator(page.begin(), page.end(), row), {}),
            static_cast<std::ptrdiff_t>(2 * kinds.size()))
      << "the page has rows that the script does not know";
}

}  // namespace
}  // namespace tiga::tests
