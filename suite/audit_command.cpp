// `tiga audit`.
#include "audit/output/page.hpp"
#include "audit/reading/reader.hpp"
#include "common/files.hpp"
#include "suite/commands.hpp"

namespace tiga::suite {
namespace {

audit::AuditedFile read(const std::filesystem::path& file) {
  if (std::filesystem::is_directory(file)) {
    throw common::CannotRun("cannot read " + file.string() + ": it is a folder");
  }
  audit::AuditedFile document = audit::reading::read_tables(file.string(), common::read_file(file));
  if (document.tables.empty()) {
    throw common::CannotRun(
        file.string() + ": no report of ab and no table of load tests was understood" +
        (document.not_understood.empty() ? "" : " (" + document.not_understood.front() + ")"));
  }
  return document;
}

}  // namespace

common::Exit audit_files(const std::vector<std::filesystem::path>& files) {
  audit::output::Totals totals;
  std::string cannot;  // files that could not be read; the others are still audited
  for (const std::filesystem::path& file : files) {
    std::string page;
    try {
      page = audit::output::page_of(read(file), totals);
    } catch (const common::CannotRun& error) {
      cannot += (cannot.empty() ? "" : "; ") + std::string(error.what());
    }
    common::print(page);
  }
  if (totals.files > 0) {
    common::print(audit::output::summary_of(totals));
  }
  if (!cannot.empty()) {
    throw common::CannotRun(cannot);
  }
  return totals.errors > 0 ? common::Exit::failed : common::Exit::ok;
}

}  // namespace tiga::suite
