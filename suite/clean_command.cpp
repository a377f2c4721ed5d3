// `tiga clean`: removes old runs and maps, and makes the page of all runs again.
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <string>
#include <system_error>

#include "common/attempts.hpp"
#include "common/files.hpp"
#include "common/text.hpp"
#include "suite/commands.hpp"
#include "suite/overview/clean.hpp"
#include "suite/overview/write.hpp"

namespace tiga::suite {
namespace {

using overview::ResultFolder;

std::string path_of(const ResultFolder& folder) {
  return common::printable(records::for_people(folder.path));
}

// Shows what goes, and asks.
bool is_confirmed(const std::vector<ResultFolder>& old) {
  if (::isatty(STDIN_FILENO) != 1 || ::isatty(STDOUT_FILENO) != 1) {
    throw common::UsageError(fmt::format(
        "{} would be removed, and there is no terminal to ask at; --yes removes without asking",
        old.size() == 1 ? path_of(old.front()) : fmt::format("{} runs and maps", old.size())));
  }
  std::string question;
  for (const ResultFolder& folder : old) {
    question += path_of(folder) + "\n";
  }
  common::print(fmt::format("{}remove {}? [y/N] ", question, old.size() == 1 ? "it" : "them"));
  std::string answer;
  if (!std::getline(std::cin, answer)) {
    common::print("\n");  // Ctrl-D leaves the cursor behind the question
  }
  return answer == "y" || answer == "Y" || answer == "yes";
}

void remove_one(const ResultFolder& folder) {
  switch (remove_result(folder)) {
    case overview::Removal::removed:
      common::print(fmt::format("removed {}\n", path_of(folder)));
      break;
    case overview::Removal::being_measured:
      common::print(fmt::format("kept    {}: it is being measured\n", path_of(folder)));
      break;
    case overview::Removal::gone:
      common::print(fmt::format("gone    {}\n", path_of(folder)));
      break;
  }
}

// What cannot be read has no runs that could be seen.
void require_readable(const std::filesystem::path& results) {
  std::error_code error;
  const std::filesystem::directory_iterator first(results, error);
  if (error && error != std::errc::no_such_file_or_directory) {
    throw common::CannotRun(
        fmt::format("cannot read {}: {}", records::for_people(results), error.message()));
  }
}

}  // namespace

common::Exit clean_results(const CleanOrder& order, const records::Paths& paths) {
  require_readable(paths.results);
  std::vector<ResultFolder> old =
      too_old(overview::result_folders(paths.results), overview::latest_of(paths.results),
              static_cast<std::size_t>(order.keep));
  std::erase_if(old, overview::is_being_measured);
  if (old.empty()) {
    common::print(
        fmt::format("nothing to remove: {} has no more than {} runs and maps, or those "
                    "are renamed or being measured\n",
                    records::for_people(paths.results), order.keep));
    return common::Exit::ok;
  }
  if (!order.yes && !is_confirmed(old)) {
    common::print("nothing was removed\n");
    return common::Exit::ok;
  }
  common::Attempts attempts;  // one that cannot be removed does not keep the others
  for (const ResultFolder& folder : old) {
    attempts([&] { remove_one(folder); });
  }
  attempts([&] { overview::write_overview(paths, order.language); });
  attempts.check();
  return common::Exit::ok;
}

}  // namespace tiga::suite
