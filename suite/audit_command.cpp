// `tiga audit`.
#include "audit/output/page.hpp"
#include "audit/output/summary.hpp"
#include "audit/reading/folder.hpp"
#include "audit/reading/reader.hpp"
#include "common/attempts.hpp"
#include "common/files.hpp"
#include "suite/commands.hpp"

namespace tiga::suite {
namespace {

using audit::output::FileAudit;

constexpr std::string_view standard_output = "/dev/stdout";

class AuditRun {
 public:
  explicit AuditRun(const AuditOrder& order) : order_(order) {
    is_quiet_ = order.json == standard_output || order.csv == standard_output;
  }

  common::Exit run() {
    for (const std::filesystem::path& path : order_.files) {
      std::filesystem::is_directory(path) ? take_folder(path) : take_file(path);
    }
    attempts_([&] { print_end(); });
    if (order_.json) {
      attempts_([&] {
        common::write_file(*order_.json, audit::output::summary_json(files_, order_.language));
      });
    }
    if (order_.csv) {
      attempts_([&] { common::write_file(*order_.csv, audit::output::summary_csv(files_)); });
    }
    attempts_.check();
    if (!cannot_.empty()) {
      throw common::CannotRun(cannot_);
    }
    return totals_.errors > 0 ? common::Exit::failed : common::Exit::ok;
  }

 private:
  static FileAudit audit_file(const std::filesystem::path& path) {
    try {
      return audit::output::audit_of(
          audit::reading::read_tables(path.string(), common::read_file(path)));
    } catch (const common::CannotRun& error) {
      return audit::output::audit_of_unreadable(path.string(), error.what());
    }
  }

  void take_file(const std::filesystem::path& path) {
    FileAudit one = audit_file(path);
    if (!one.problem.empty()) {
      cannot(one.is_text ? path.string() + ": " + one.problem : one.problem);
    }
    take(std::move(one), true);
  }

  // A folder has all kinds of files: one without a table is listed, and no failure.
  void take_folder(const std::filesystem::path& path) {
    shows_table_ = true;
    const audit::reading::FolderFiles found = audit::reading::files_in(path);
    for (const std::string& problem : found.problems) {
      cannot(problem);
    }
    const std::size_t before = totals_.files;
    for (const std::filesystem::path& file : found.files) {
      take(audit_file(file), order_.details);
    }
    if (totals_.files == before) {
      cannot(path.string() + ": no file in it has a table of load tests that was understood");
    }
  }

  void take(FileAudit one, bool prints_page) {
    totals_ += one.totals;
    if (one.problem.empty() && prints_page && !is_quiet_) {
      attempts_([&] { common::print(audit::output::page_of(one, order_.language)); });
    }
    files_.push_back(std::move(one));
  }

  void print_end() {
    if (is_quiet_) {
      return;
    }
    if (shows_table_ || files_.size() > 1) {
      common::print(audit::output::summary_table(files_, order_.language));
    }
    if (totals_.files > 0) {
      common::print(audit::output::summary_of(totals_, order_.language));
    }
  }

  void cannot(const std::string& why) { cannot_ += (cannot_.empty() ? "" : "; ") + why; }

  const AuditOrder& order_;
  bool is_quiet_ = false;     // standard output is taken by a file's format
  bool shows_table_ = false;  // the table of all files
  audit::output::Totals totals_;
  std::vector<FileAudit> files_;
  common::Attempts attempts_;
  std::string cannot_;  // files that could not be read; the others are still audited
};

}  // namespace

common::Exit audit_files(const AuditOrder& order) {
  if (order.json) {
    common::check_output_file("--json", *order.json);
  }
  if (order.csv) {
    common::check_output_file("--csv", *order.csv);
  }
  return AuditRun(order).run();
}

}  // namespace tiga::suite
