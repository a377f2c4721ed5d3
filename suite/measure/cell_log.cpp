#include "suite/measure/cell_log.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "common/error.hpp"
#include "common/files.hpp"
#include "common/sequences.hpp"
#include "common/text.hpp"
#include "suite/plan/level_text.hpp"

namespace tiga::suite::measure {
namespace {

namespace fs = std::filesystem;

// Without what cannot be looked at: a server may have left anything.
std::vector<fs::path> files_below(const fs::path& work) {
  std::vector<fs::path> files;
  std::error_code problem;
  for (fs::recursive_directory_iterator entry(work, fs::directory_options::skip_permission_denied,
                                              problem);
       !problem && entry != fs::recursive_directory_iterator(); entry.increment(problem)) {
    std::error_code ignored;
    if (entry->is_regular_file(ignored) && entry->file_size(ignored) > 0) {
      files.push_back(entry->path());
    }
  }
  std::ranges::sort(files);
  return files;
}

std::string content_of(const fs::path& file) {
  try {
    return common::read_file(file);
  } catch (const common::CannotRun& error) {
    return fmt::format("[{}]", error.what());
  }
}

std::string shown(const std::string& content) {
  constexpr std::size_t most = 16384;
  std::string text = content;
  if (content.size() > most) {
    text = fmt::format("{}\n[{} bytes are left out]\n{}", content.substr(0, most / 2),
                       content.size() - most, content.substr(content.size() - most / 2));
  }
  text = common::printable(text, "\n\t");
  return text.ends_with('\n') ? text : text + '\n';
}

}  // namespace

std::string cell_log_name(const records::CellRow& row) {
  return fmt::format("failed/cell-{}.txt", row.cell);
}

std::vector<LogFile> log_files_in(const fs::path& work) {
  return common::transformed(files_below(work), [&](const fs::path& file) {
    return LogFile{file.lexically_relative(work).string(), shown(content_of(file))};
  });
}

std::string cell_log(const records::CellRow& row, std::span<const HostLog> hosts) {
  const plan::Level level{static_cast<std::uint32_t>(row.concurrency), row.load};
  std::string log =
      fmt::format("cell {}, block {}: {}, {}\nbegun {}\n{}\n", row.cell, row.block, row.arm,
                  level_text(level, plan::LevelStyle::brief, text::Language::english), row.started,
                  row.reason.in(text::Language::english));
  for (const auto& [host, files] : hosts) {
    const std::string where = host.empty() ? "" : fmt::format("host {}: ", host);
    for (const LogFile& file : files) {
      log += fmt::format("\n== {}{} ==\n{}", where, file.name, file.content);
    }
  }
  return log;
}

}  // namespace tiga::suite::measure
