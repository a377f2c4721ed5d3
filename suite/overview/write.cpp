#include "suite/overview/write.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <system_error>

#include "common/clock.hpp"
#include "common/file_lock.hpp"
#include "common/files.hpp"
#include "common/home/home.hpp"
#include "common/text.hpp"
#include "common/unique_fd.hpp"
#include "document/html.hpp"
#include "suite/overview/read.hpp"

namespace tiga::suite::overview {
namespace {

namespace fs = std::filesystem;

// What plots/page.html has in its first lines.
constexpr std::string_view our_mark = R"(<meta name="generator" content="tiga">)";

// The folder for runs may be somebody's web pages.
bool is_of_another_program(const fs::path& file) {
  constexpr std::size_t first_lines = 1024;
  std::error_code none;
  if (!fs::exists(fs::symlink_status(file, none))) {
    return false;
  }
  // A link that leads nowhere, or a pipe, is not ours either.
  return !fs::is_regular_file(file, none) ||
         common::read_file(file, first_lines).find(our_mark) == std::string::npos;
}

// Held from reading to writing: else a page that was read first could be written last. It is
// written all the same where there are no locks, or the holder has stopped.
common::UniqueFd lock_results(const fs::path& results) {
  common::UniqueFd folder(::open(results.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder) {
    common::try_lock_until(folder.get(), common::Deadline::after(std::chrono::seconds(10)));
  }
  return folder;
}

bool is_same_folder(const fs::path& left, const fs::path& right) {
  std::error_code none;
  return fs::weakly_canonical(left, none) == fs::weakly_canonical(right, none);
}

}  // namespace

std::string write_overview(const records::Paths& paths, text::Language language) {
  const fs::path file = paths.results / "index.html";
  const fs::path page_template = paths.plots() / "page.html";
  if (!fs::is_directory(paths.results)) {
    return "";
  }
  if (is_of_another_program(file)) {
    return fmt::format("no page of all runs: {} is not one that tiga wrote\n",
                       records::for_people(file));
  }
  if (!fs::exists(page_template)) {
    std::error_code none;
    fs::remove(file, none);  // of an earlier call: it would lie
    return "";
  }
  const common::UniqueFd lock = lock_results(paths.results);
  const document::Document page =
      overview_page(read_entries(paths, language), commands_for(paths), language);
  common::write_file(file, document::to_html(page, common::read_file(page_template),
                                             [](const std::string&) { return std::nullopt; }));
  return fmt::format("runs    {}\n", records::for_people(file));
}

Commands commands_for(const records::Paths& paths) {
  const bool usual =
      is_same_folder(paths.results, records::find_home(std::nullopt, std::nullopt).results);
  std::error_code none;
  return {common::own_home().installed ? "tiga" : "build/release/bin/tiga",
          usual ? ""
                : " --results " +
                      common::shell_word(fs::weakly_canonical(paths.results, none).string())};
}

}  // namespace tiga::suite::overview
