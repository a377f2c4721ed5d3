// Files cut at every octet, and with every octet changed: whatever is left is read or refused.
#include <gtest/gtest.h>

#include "audit/output/page.hpp"
#include "audit/reading/reader.hpp"
#include "common/error.hpp"
#include "common/files.hpp"
#include "tests/support/programs.hpp"

namespace tiga::audit::output {
namespace {

class DamagedReport : public testing::TestWithParam<const char*> {
 protected:
  static constexpr std::size_t most_bytes = 2000;
  const std::string text_ =
      common::read_file(tests::source_folder() / GetParam()).substr(0, most_bytes);
};

// Everything that the command would do, but for printing.
std::size_t rows_read(const std::string& text) {
  try {
    const FileAudit one = audit_of(reading::read_tables("file", text));
    EXPECT_NE(page_of(one), "");
    return one.totals.rows;
  } catch (const common::CannotRun&) {
    return 0;
  }
}

TEST_P(DamagedReport, TruncationAtAnyByteDoesNotCrashTheAudit) {
  const std::size_t whole = rows_read(text_);
  std::size_t rows = 0;
  for (std::size_t end = 0; end <= text_.size(); ++end) {
    const std::size_t now = rows_read(text_.substr(0, end));
    EXPECT_LE(now, whole) << "more than there is, cut at " << end;
    rows = std::max(rows, now);
  }
  EXPECT_GT(rows, 0U);
}

TEST_P(DamagedReport, AChangedByteDoesNotCrashTheAudit) {
  for (std::size_t at = 0; at < text_.size(); at += 13) {
    for (const char octet : {'\0', '<', '"', '|', '\xFF', '9', '\n'}) {
      std::string changed = text_;
      changed[at] = octet;
      rows_read(changed);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Files, DamagedReport,
    testing::Values("tests/audit/fixtures/ab-shorter.txt", "tests/audit/fixtures/ab.html",
                    "tests/audit/fixtures/loadgen.txt", "tests/audit/fixtures/run/async.md",
                    "results/report-2020/async.csv", "results/report-2020/tables.html"));

}  // namespace
}  // namespace tiga::audit::output
