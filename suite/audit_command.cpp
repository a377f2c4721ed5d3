// `tiga audit`.
#include <fmt/format.h>

#include <optional>
#include <system_error>
#include <vector>

#include "audit/output/page.hpp"
#include "audit/output/summary.hpp"
#include "audit/reading/folder.hpp"
#include "audit/reading/reader.hpp"
#include "common/attempts.hpp"
#include "common/files.hpp"
#include "suite/commands.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;
using audit::output::FileAudit;
using audit::reading::FolderFiles;

constexpr std::string_view standard_output = "/dev/stdout";

bool is_folder(const fs::path& path) {
  std::error_code cannot;
  return fs::is_directory(path, cannot);
}

// Whether they lead to the same file, which may not be there yet.
bool is_same_file(const fs::path& one, const fs::path& other) {
  std::error_code cannot;
  return fs::equivalent(one, other, cannot) ||
         fs::weakly_canonical(fs::absolute(one, cannot), cannot) ==
             fs::weakly_canonical(fs::absolute(other, cannot), cannot);
}

// Whether what the file holds would be lost or mixed: a terminal is read and written, too.
bool is_kept(const fs::path& file) {
  std::error_code cannot;
  return !fs::exists(file, cannot) || fs::is_regular_file(file, cannot);
}

struct Output {
  std::string_view option;
  fs::path path;
};

// What is to be read: a file, or a folder with the files that were found in it.
struct Given {
  fs::path path;
  std::optional<FolderFiles> folder = {};
};

std::vector<Output> outputs_of(const AuditOrder& order) {
  std::vector<Output> outputs;
  if (order.json) {
    outputs.push_back({"--json", *order.json});
  }
  if (order.csv) {
    outputs.push_back({"--csv", *order.csv});
  }
  return outputs;
}

void check_outputs(const std::vector<Output>& outputs) {
  for (const Output& output : outputs) {
    common::check_output_file(output.option, output.path);
  }
  if (outputs.size() == 2 && is_kept(outputs[0].path) &&
      is_same_file(outputs[0].path, outputs[1].path)) {
    throw common::UsageError("--json and --csv: both would write " + outputs[0].path.string());
  }
}

[[noreturn]] void refuse(const Output& output, const fs::path& file) {
  throw common::UsageError(fmt::format("{}: writing {} would replace {}, which is to be read",
                                       output.option, output.path.string(), file.string()));
}

// An output of an earlier run is left out of its folder; what else is to be read is not written
// over.
void keep_apart(Given& given, const Output& output) {
  if (!is_kept(output.path)) {
    return;
  }
  if (!given.folder) {
    if (is_same_file(given.path, output.path)) {
      refuse(output, given.path);
    }
    return;
  }
  std::erase_if(given.folder->files, [&](const fs::path& file) {
    if (!is_same_file(file, output.path)) {
      return false;
    }
    if (!audit::output::begins_as_summary(common::read_file(file, 4096))) {
      refuse(output, file);
    }
    return true;
  });
}

std::vector<Given> files_of(const AuditOrder& order, const std::vector<Output>& outputs) {
  std::vector<Given> all;
  for (const fs::path& path : order.files) {
    Given given{path};
    if (is_folder(path)) {
      given.folder = audit::reading::files_in(path);
    }
    for (const Output& output : outputs) {
      keep_apart(given, output);
    }
    all.push_back(std::move(given));
  }
  return all;
}

class AuditRun {
 public:
  explicit AuditRun(const AuditOrder& order) : order_(order) {
    is_quiet_ = order.json == standard_output || order.csv == standard_output;
  }

  common::Exit run(const std::vector<Given>& all) {
    for (const Given& given : all) {
      given.folder ? take_folder(given.path, *given.folder) : take_file(given.path);
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
  static FileAudit audit_file(const fs::path& path) {
    try {
      return audit::output::audit_of(audit::reading::read_tables(
          path.string(), common::read_file(path, audit::reading::most_bytes + 1)));
    } catch (const common::CannotRun& error) {
      return audit::output::audit_of_unreadable(path.string(), error.what());
    }
  }

  void take_file(const fs::path& path) {
    FileAudit one = audit_file(path);
    if (!one.problem.empty()) {
      cannot(one.is_text ? path.string() + ": " + one.problem : one.problem);
    }
    take(std::move(one), true);
  }

  // A folder has all kinds of files: one without a table, or that cannot be read, is listed, and no
  // failure.
  void take_folder(const fs::path& path, const FolderFiles& found) {
    shows_table_ = true;
    for (const std::string& problem : found.problems) {
      cannot(problem);
    }
    const std::size_t before = totals_.files;
    for (const fs::path& file : found.files) {
      take(audit_file(file), order_.details);
    }
    for (const audit::reading::PassedOver& other : found.passed_over) {
      take(audit::output::audit_of_unreadable(other.path.string(), other.why), false);
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
  const std::vector<Output> outputs = outputs_of(order);
  check_outputs(outputs);
  return AuditRun(order).run(files_of(order, outputs));
}

}  // namespace tiga::suite
