// LibreOffice Calc opens a run's CSV with numbers as numbers, also where decimals have a comma.
#include <gmock/gmock.h>

#include <cmath>

#include "common/csv.hpp"
#include "common/numbers.hpp"
#include "tests/office/libre_office.hpp"
#include "tests/office/sheet.hpp"
#include "tests/suite/tiga_command.hpp"
#include "tests/support/captures.hpp"
#include "tests/support/skip.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;

// The choice that docs/page.md tells, as it stands there.
std::string documented_filter() {
  const auto found = tests::captures(common::read_file(tests::source_folder() / "docs" / "page.md"),
                                     "--infilter='([^']+)'");
  return found.size() == 1 ? *found.begin() : "";
}

void expect_field(const tests::SheetCell& cell, const std::string& field,
                  const std::string& where) {
  if (const auto number = common::to_number<double>(field)) {
    ASSERT_TRUE(cell.number.has_value()) << where << ": " << field << " is a " << cell.type;
    EXPECT_NEAR(*cell.number, *number, 1e-12 * std::abs(*number)) << where;
  } else if (field.empty()) {
    EXPECT_EQ(cell.type, "") << where;
  } else {
    EXPECT_EQ(cell.type, "string") << where << ": " << field;
    EXPECT_EQ(cell.text, field) << where;
  }
}

class OfficeSheets : public testing::TestWithParam<const char*>, protected TigaCommand {
 protected:
  void expect_same(const fs::path& csv, const tests::LibreOffice& office) const {
    const fs::path flat = office.convert(csv, "fods", documented_filter());
    ASSERT_FALSE(flat.empty());
    const auto sheet = tests::read_sheet(flat);
    const common::Csv file = common::parse_csv(common::read_file(csv), csv.string());
    ASSERT_EQ(sheet.size(), file.rows.size() + 1) << csv;
    for (std::size_t row = 0; row < file.rows.size(); ++row) {
      std::vector<tests::SheetCell> cells = sheet[row + 1];
      cells.resize(file.header.size());
      for (std::size_t column = 0; column < cells.size(); ++column) {
        expect_field(cells[column], file.rows[row].fields[column],
                     csv.filename().string() + ", row " + std::to_string(row + 1) + ", " +
                         file.header[column]);
      }
    }
  }
};

TEST_P(OfficeSheets, HaveNumbersAsNumbersAndTextsAsTexts) {
  TIGA_SKIP_UNLESS(common::is_installed("soffice"), "soffice");
  ASSERT_NE(documented_filter(), "") << "docs/page.md tells one way";
  const auto done =
      tiga({"run", write_plan("tiny",
                              "arms = [\"threaded\", \"async\"]\nconcurrencies = [1, 5]\n"
                              "requests = 50\nblocks = 2\nwarm_up_requests = 20\n")});
  ASSERT_EQ(done.report.status, 0) << done.error;
  const tests::LibreOffice office(folder() / "office", GetParam());
  for (const char* const name : {"cells.csv", "latency.csv", "verdicts.csv", "estimates.csv",
                                 "distributions.csv", "tables/async.csv"}) {
    expect_same(results() / "latest" / name, office);
  }
}

INSTANTIATE_TEST_SUITE_P(Locale, OfficeSheets, testing::Values("en-US", "id-ID", "de-DE"),
                         [](const auto& locale) {
                           std::string name(locale.param);
                           std::erase(name, '-');
                           return name;
                         });

}  // namespace
}  // namespace tiga::suite
