// A real browser for tests.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tiga::tests {

/// The name of an installed Chromium; empty: none.
std::string chromium();

/// The options of every browser of the tests, tests/e2e/browser_options.txt; a profile's folder
/// comes to them.
std::vector<std::string> browser_options();

/// The result of driving a browser through steps.
struct BrowserLog {
  std::vector<std::string> values;  ///< of each "run", as JSON
  std::string requests;             ///< a JSON list: what pages asked for beside what was opened
  std::string console;  ///< a JSON list: errors, warnings, violations of a page's policy
  std::string error;    ///< why a step could not be done; empty: all were
};

/// Takes a fresh headless Chromium through the steps of tests/e2e/browser_steps.py. Its profile
/// goes into `folder`. Needs chromium() and python3.
BrowserLog drive_browser(const std::filesystem::path& folder,
                         const std::vector<std::string>& steps);

}  // namespace tiga::tests
