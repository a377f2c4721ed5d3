#include "tests/e2e/browser.hpp"

#include <sstream>
#include <string_view>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "tests/support/programs.hpp"

namespace tiga::tests {

using namespace std::chrono_literals;

std::string chromium() {
  for (const char* name : {"chromium", "chromium-browser", "google-chrome"}) {
    if (common::is_installed(name)) {
      return name;
    }
  }
  return {};
}

std::vector<std::string> browser_options() {
  std::istringstream lines(common::read_file(source_folder() / "tests/e2e/browser_options.txt"));
  std::vector<std::string> options;
  for (std::string line; std::getline(lines, line);) {
    options.push_back(line);
  }
  return options;
}

BrowserLog drive_browser(const std::filesystem::path& folder,
                         const std::vector<std::string>& steps) {
  std::vector<std::string> arguments = {"python3",
                                        (source_folder() / "tests/e2e/browser_steps.py").string(),
                                        common::find_program(chromium()).string(), folder.string()};
  arguments.insert(arguments.end(), steps.begin(), steps.end());
  const common::CommandResult result = common::run_command({.arguments = arguments}, 100s);
  BrowserLog log;
  if (!result.report.succeeded()) {
    log.error = result.report.describe() + ": " + result.error;
  }
  constexpr std::string_view requests = "requests ";
  constexpr std::string_view console = "console ";
  std::istringstream lines(result.output);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(requests)) {
      log.requests = line.substr(requests.size());
    } else if (line.starts_with(console)) {
      log.console = line.substr(console.size());
    } else {
      log.values.push_back(line);
    }
  }
  return log;
}

}  // namespace tiga::tests
