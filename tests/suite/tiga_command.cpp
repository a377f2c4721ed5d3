#include "tests/suite/tiga_command.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <csignal>
#include <set>

#include "common/numbers.hpp"
#include "suite/records/columns.hpp"
#include "tests/support/wait.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

void add_options(std::vector<std::string>& arguments, const fs::path& results, Force force) {
  if (arguments.at(0) == "run" && force == Force::yes) {
    arguments.emplace_back("--force");
  }
  arguments.emplace_back("--results");
  arguments.push_back(results.string());
}

std::string command_line(const fs::path& process) {
  try {
    std::string line = common::read_file(process / "cmdline");
    std::ranges::replace(line, '\0', ' ');
    return line;
  } catch (const std::exception&) {
    return "";  // it has ended meanwhile
  }
}

void expect_whole_chart(const fs::path& chart) {
  const std::string content = common::read_file(chart);
  if (chart.extension() == ".svg") {
    EXPECT_THAT(content, testing::ContainsRegex("</svg>\n+$"));
  } else if (chart.extension() == ".pdf") {
    EXPECT_THAT(content, testing::StartsWith("%PDF-"));
  } else {
    EXPECT_THAT(content, testing::StartsWith("\x89PNG"));
    EXPECT_EQ(content.substr(content.size() - 8, 4), "IEND");
  }
}

}  // namespace

fs::path TigaCommand::write_plan(const std::string& name, std::string_view text) const {
  const fs::path file = folder() / (name + ".toml");
  common::write_file(file, text);
  return file;
}

void TigaCommand::use_own_programs(const std::vector<std::string>& names) {
  programs_ = folder() / "bin";
  fs::create_directory(programs_);
  for (const std::string& name : names) {
    fs::copy_file(tests::program(name), programs_ / name);
  }
}

void TigaCommand::write_program(const std::string& name, const std::string& script) const {
  common::write_file(programs_ / name, "#!/bin/sh\n" + script);
  fs::permissions(programs_ / name, fs::perms::owner_all);
}

common::CommandResult TigaCommand::run(std::vector<std::string> arguments,
                                       std::vector<std::string> environment) const {
  common::Command command;
  command.arguments = {(programs_ / "tiga").string()};
  command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
  command.environment = std::move(environment);
  command.environment.push_back(locks());
  return common::run_command(command, 100s);
}

common::CommandResult TigaCommand::tiga(std::vector<std::string> arguments) const {
  return tiga(std::move(arguments), results());
}

common::CommandResult TigaCommand::tiga(std::vector<std::string> arguments, const fs::path& results,
                                        Force force) const {
  add_options(arguments, results, force);
  return run(std::move(arguments));
}

common::ChildProcess TigaCommand::start(std::vector<std::string> arguments) const {
  add_options(arguments, results(), Force::yes);
  common::Command command;
  command.arguments = {"setsid", (programs_ / "tiga").string()};
  command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
  command.environment = {locks()};
  command.output_file = folder() / "stdout";
  command.error_file = folder() / "stderr";
  return common::ChildProcess::start(command);
}

void TigaCommand::interrupt_cell(const common::ChildProcess& running) const {
  running.signal(SIGINT);
  EXPECT_TRUE(tests::wait_until([&] {
    return common::read_file(folder() / "stderr").find("ends after this cell") != std::string::npos;
  }));
  running.signal(SIGINT);
}

std::vector<pid_t> TigaCommand::processes_with(const std::vector<std::string>& texts) {
  std::vector<pid_t> found;
  for (const fs::directory_entry& entry : fs::directory_iterator("/proc")) {
    const std::string name = entry.path().filename().string();
    const pid_t pid = common::to_number<pid_t>(name).value_or(0);
    const std::string line = pid > 0 ? command_line(entry.path()) : "";
    if (!line.empty() && std::ranges::all_of(texts, [&](const std::string& text) {
          return line.find(text) != std::string::npos;
        })) {
      found.push_back(pid);
    }
  }
  return found;
}

bool TigaCommand::runs(const std::string& argument) const {
  return !processes_with({folder().string(), argument}).empty();
}

fs::path TigaCommand::only_run() const {
  fs::path run;
  if (fs::exists(results())) {
    for (const fs::directory_entry& entry : fs::directory_iterator(results())) {
      if (entry.is_directory() && !entry.is_symlink()) {
        run = entry.path();
      }
    }
  }
  return run;
}

std::size_t TigaCommand::measured_cells() const {
  const fs::path cells = only_run() / "cells.csv";
  return fs::exists(cells)
             ? read_rows(records::cell_columns(), common::read_file(cells), "cells.csv").size()
             : 0;
}

void TigaCommand::expect_one_line(const std::string& printed, const std::string& text) {
  EXPECT_THAT(printed, testing::AllOf(testing::StartsWith("tiga: "), testing::HasSubstr(text)));
  EXPECT_EQ(std::ranges::count(printed, '\n'), 1) << printed;
}

void TigaCommand::expect_refusal(const common::CommandResult& done, int status,
                                 const std::string& text) {
  EXPECT_EQ(done.report.status, status) << done.output;
  expect_one_line(done.error, text);
  EXPECT_EQ(done.output, "");
}

void TigaCommand::expect_whole(const fs::path& run) {
  const records::RunData data = records::read_run(run);
  read_rows(records::latency_columns(), common::read_file(run / "latency.csv"), "latency.csv");
  read_rows(records::verdict_columns(), common::read_file(run / "verdicts.csv"), "verdicts.csv");
  for (const std::string& arm : data.manifest.plan.arms) {
    const std::string table = common::read_file(run / "tables" / (arm + ".csv"));
    EXPECT_EQ(read_rows(records::table_columns(), table, arm).size(),
              data.manifest.plan.concurrencies.size());
    EXPECT_TRUE(fs::exists(run / "tables" / (arm + ".md")));
    EXPECT_TRUE(fs::exists(run / "tables" / (arm + ".tex")));
  }
  for (const records::CellRow& cell : data.cells) {
    EXPECT_EQ(cell.log.empty(), cell.valid) << cell.cell;
    EXPECT_TRUE(cell.valid || fs::is_regular_file(run / cell.log)) << cell.log;
  }
  std::set<std::string> top;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(run)) {
    EXPECT_NE(entry.path().extension(), ".part") << entry.path();
    if (entry.path().parent_path().filename() == "charts") {
      expect_whole_chart(entry.path());
    }
    if (entry.path().parent_path() == run) {
      top.insert(entry.path().filename().string());
    }
  }
  top.erase("charts");
  EXPECT_EQ(top.erase("failed") > 0, data.invalid_cells() > 0);
  EXPECT_THAT(top,
              testing::ElementsAre("cells.csv", "distributions.csv", "estimates.csv", "latency.csv",
                                   "manifest.json", "published.tex", "report.html", "report.md",
                                   "summary.tex", "tables", "verdicts.csv", "verdicts.tex"));
}

}  // namespace tiga::suite
