// Every command of the exercises in docs/course.md, as a student types them. Where a page asks for
// blocks, one is measured. What prepares a machine is left to the tests of the packages and to the
// build.
#include <gmock/gmock.h>

#include <filesystem>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>

#include "suite/measure/ports.hpp"
#include "suite/records/columns.hpp"
#include "tests/suite/tiga_command.hpp"
#include "tests/support/captures.hpp"
#include "tests/support/skip.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::SizeIs;

// Typed first in each terminal.
constexpr const char* page_path = "PATH=\"$PWD/build/release/bin:$PATH\"\n";

std::string course_page(const std::string& name) {
  return common::read_file(tests::source_folder() / "docs" / name);
}

std::string exercise_of(const std::string& page, int number) {
  const std::size_t begin = page.find("\n## " + std::to_string(number) + ". ");
  return begin == std::string::npos ? ""
                                    : page.substr(begin, page.find("\n## ", begin + 1) - begin);
}

// The lines of the shell blocks, without comments.
std::string commands_of(const std::string& page) {
  std::istringstream text(page);
  std::string commands;
  bool inside = false;
  for (std::string line; std::getline(text, line);) {
    if (line.starts_with("```")) {
      inside = line == "```sh";
    } else if (inside) {
      const std::string typed = line.substr(0, line.find(" #"));
      commands += typed.substr(0, typed.find_last_not_of(' ') + 1) + "\n";
    }
  }
  return commands;
}

std::string with_free_ports(std::string commands) {
  const std::set<std::string> named = tests::captures(commands, "\\b(90[0-9][0-9])\\b");
  std::set<std::string> taken = named;
  for (const std::string& port : named) {
    std::string free;
    while (free.empty() || !taken.insert(free).second) {
      free = std::to_string(measure::pick_free_port("127.0.0.1"));
    }
    commands = std::regex_replace(commands, std::regex("\\b" + port + "\\b"), free);
  }
  return commands;
}

std::string with_one_block(const std::string& commands) {
  return std::regex_replace(commands, std::regex("--blocks [0-9]+"), "--blocks 1");
}

std::size_t count_of(const std::string& text, const std::string& pattern) {
  const std::regex expression(pattern);
  return static_cast<std::size_t>(std::distance(
      std::sregex_iterator(text.begin(), text.end(), expression), std::sregex_iterator()));
}

// In a folder that looks like the project's after `make report`.
class Course : public testing::Test, protected TigaCommand {
 protected:
  void SetUp() override {
    for (const char* tool : {"ab", "curl", "python3"}) {
      TIGA_SKIP_UNLESS(common::is_installed(tool), tool);
    }
    for (const char* part : {"plots", "servers"}) {
      fs::create_directory_symlink(tests::source_folder() / part, folder() / part);
    }
    fs::copy(tests::source_folder() / "plans", folder() / "plans", fs::copy_options::recursive);
    fs::create_directory(results());
    fs::create_directory_symlink(tests::source_folder() / "results" / "report-2020",
                                 results() / "report-2020");
    const fs::path bin = folder() / "build" / "release" / "bin";
    fs::create_directories(bin);
    for (const char* name : {"loadgen", "threaded_server", "async_server", "offload_server",
                             "balancer", "silent_balancer", "not_found_server"}) {
      fs::create_symlink(tests::program(name), bin / name);
    }
    write_tiga(bin / "tiga");
  }

  // Calls tiga with this folder as its home.
  void write_tiga(const fs::path& file) const {
    const std::string tiga = tests::program("tiga") + " \"$@\"";
    const std::string home = " --home '" + folder().string() + "'";
    common::write_file(file, "#!/bin/sh\ncase $1 in\n  map) exec " + tiga + " --force" + home +
                                 " ;;\n  report | predict) exec " + tiga + home +
                                 " ;;\n  *) exec " + tiga + " ;;\nesac\n");
    fs::permissions(file, fs::perms::owner_all);
  }

  // Status 1 is that of a command that found failures, which some exercises are about.
  common::CommandResult type(int exercise) const {
    const std::string commands = commands_of(exercise_of(course_page("course.md"), exercise));
    EXPECT_NE(commands, "") << exercise;
    const std::string script =
        "trap 'case $? in 2 | 3 | 126 | 127) echo \"failed: $BASH_COMMAND\" >&2; failed=1 ;; esac' "
        "ERR\n"
        "trap 'trap - ERR; kill $(jobs -p) 2>/dev/null; exit ${failed:-0}' EXIT\n" +
        std::string(page_path) + with_one_block(with_free_ports(commands));
    auto result = common::run_command({.arguments = {"bash", "-c", script},
                                       .environment = {locks()},
                                       .folder = folder(),
                                       .own_group = true},
                                      200s);
    EXPECT_EQ(result.report.status, 0) << result.output << result.error;
    return result;
  }

  void expect_rows_of_map(std::size_t count) const {
    const auto rows =
        read_rows(records::map_columns(),
                  common::read_file(fs::canonical(results() / "latest") / "map.csv"), "map.csv");
    EXPECT_THAT(rows, SizeIs(count));
    for (const records::MapRow& row : rows) {
      EXPECT_TRUE(row.throughput.has_value()) << row.workload << ' ' << row.arm;
    }
  }
};

TEST_F(Course, CountsWhatAbHides) {
  const auto end = type(1);
  EXPECT_EQ(count_of(end.output, "Complete requests: +1000\n"), 4);
  EXPECT_EQ(count_of(end.output, "Failed requests: +0\n"), 4);
  EXPECT_THAT(end.output, ContainsRegex("Total transferred: +0 bytes\n"));
  EXPECT_THAT(end.output, ContainsRegex("Non-2xx responses: +1000\n"));
  EXPECT_THAT(end.output, ContainsRegex("empty_reply +1000\n"));
  EXPECT_THAT(end.output, ContainsRegex("wrong_length +1000\n"));
  EXPECT_THAT(end.error, HasSubstr("(52)"));
}

TEST_F(Course, BlocksOneLoop) {
  const auto end = type(2);
  EXPECT_EQ(count_of(end.output, " ok +200\n"), 3);
  EXPECT_EQ(count_of(end.output, " ok +2000\n"), 1);
  EXPECT_THAT(end.output, ContainsRegex("this page took [0-9.]+ s\n"));
}

TEST_F(Course, MeasuresThreadsAndLoops) {
  type(3);
  expect_rows_of_map(3 * 3 * 2);
  EXPECT_TRUE(fs::exists(results() / "latest" / "sleep-1" / "report.html"));
}

TEST_F(Course, LosesABackendAndNoRequest) {
  const auto end = type(4);
  expect_rows_of_map(2 * 3 * 2);
  EXPECT_EQ(count_of(end.output, " ok +10000\n"), 2);
  EXPECT_EQ(count_of(end.output, "127\\.0\\.0\\.1:[0-9]+ +down "), 1);
}

TEST_F(Course, PutsTheStudentsServerOnTheMap) {
  type(5);
  expect_rows_of_map(3 * 2 * 3);
}

TEST(CoursePages, HaveTheSameCommands) {
  const std::string english = commands_of(course_page("course.md"));
  EXPECT_THAT(english, HasSubstr(page_path));
  EXPECT_EQ(commands_of(course_page("course.id.md")), english);
}

}  // namespace
}  // namespace tiga::suite
