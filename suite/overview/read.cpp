#include "suite/overview/read.hpp"

#include <exception>
#include <iterator>
#include <optional>
#include <utility>

#include "common/files.hpp"
#include "suite/autopsy/defects.hpp"
#include "suite/overview/baselines.hpp"
#include "suite/overview/folders.hpp"
#include "suite/records/columns.hpp"

namespace tiga::suite::overview {
namespace {

namespace fs = std::filesystem;

// None if there is no such file: no report was made.
template <class Row>
std::optional<std::vector<Row>> rows_of(const fs::path& file,
                                        const records::Columns<Row>& columns) {
  return fs::exists(file) ? std::optional(read_run_file(file, columns)) : std::nullopt;
}

Entry read_run_entry(const records::RunData& run, const records::Paths& paths,
                     text::Language language) {
  const plan::Plan& plan = run.manifest.plan;
  const records::Published published(paths.published(plan), autopsy::published_tables(plan));
  return run_entry(
      {run, published, rows_of(run.folder / "verdicts.csv", records::verdict_columns()),
       read_run_file(run.folder / "estimates.csv", records::estimate_columns())},
      language);
}

Entry read_map_entry(const fs::path& folder, text::Language language) {
  MapFiles files{folder.filename().string(),
                 map::read_map_manifest(folder),
                 rows_of(folder / "map.csv", records::map_columns()),
                 {}};
  for (const ResultFolder& run : result_folders(folder)) {
    if (run.problem.empty() && !run.is_map) {
      files.runs.push_back(records::read_run(run.path));
    }
  }
  return map_entry(files, language);
}

Entry unreadable(const ResultFolder& folder, std::string problem) {
  Entry entry;
  entry.name = folder.name();
  entry.problem = std::move(problem);
  return entry;
}

}  // namespace

std::vector<Entry> read_entries(const records::Paths& paths, text::Language language) {
  std::vector<Entry> entries;
  std::vector<Entry> broken;
  Baselines baselines;
  for (const ResultFolder& folder : result_folders(paths.results)) {
    try {
      if (!folder.problem.empty()) {
        broken.push_back(unreadable(folder, folder.problem));
        continue;
      }
      const bool has_page = fs::exists(folder.path / "report.html");
      if (folder.is_map) {
        entries.push_back(read_map_entry(folder.path, language));
      } else {
        records::RunData run = records::read_run(folder.path);
        entries.push_back(read_run_entry(run, paths, language));
        baselines.take(std::move(run), entries.size() - 1, entries);
      }
      entries.back().has_page = has_page;
    } catch (const std::exception& error) {  // a file that was damaged, or removed just now
      broken.push_back(unreadable(folder, error.what()));
    }
  }
  entries.insert(entries.end(), std::make_move_iterator(broken.begin()),
                 std::make_move_iterator(broken.end()));
  return entries;
}

}  // namespace tiga::suite::overview
