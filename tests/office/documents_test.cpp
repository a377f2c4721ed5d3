// LibreOffice Writer opens what `tiga report RUN --format docx,odt` writes.
#include <gmock/gmock.h>

#include <algorithm>

#include "tests/office/libre_office.hpp"
#include "tests/suite/tiga_command.hpp"
#include "tests/support/captures.hpp"
#include "tests/support/skip.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

std::size_t occurrences(const std::string& text, const std::string& what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
    ++found;
  }
  return found;
}

class OfficeDocuments : public testing::TestWithParam<const char*>, protected TigaCommand {
 protected:
  void SetUp() override {
    for (const char* const needed : {"soffice", "pandoc", "gnuplot"}) {
      TIGA_SKIP_UNLESS(common::is_installed(needed), needed);
    }
    const auto done =
        tiga({"run", write_plan("tiny",
                                "arms = [\"threaded\", \"async\"]\nconcurrencies = [1, 5]\n"
                                "requests = 200\nblocks = 2\nwarm_up_requests = 20\n")});
    ASSERT_EQ(done.report.status, 0) << done.error;
    const auto written = tiga({"report", "latest", "--format", GetParam(), "--lang", "id"});
    ASSERT_EQ(written.report.status, 0) << written.error;
  }
  fs::path document() const { return results() / "latest" / (std::string("report.") + GetParam()); }
  std::size_t charts() const {
    const fs::directory_iterator all(results() / "latest" / "charts");
    return static_cast<std::size_t>(std::count_if(
        begin(all), end(all),
        [](const fs::directory_entry& entry) { return entry.path().extension() == ".png"; }));
  }
  std::string page() const { return common::read_file(results() / "latest" / "report.html"); }
};

TEST_P(OfficeDocuments, HaveTheTablesChartsCaptionsAndLanguageOfThePage) {
  const tests::LibreOffice office(folder() / "office", "id-ID");
  const fs::path flat = office.convert(document(), "fodt");
  ASSERT_FALSE(flat.empty());
  const std::string text = common::read_file(flat);
  EXPECT_EQ(occurrences(text, "<table:table "), occurrences(page(), "<table"));
  EXPECT_GT(charts(), 4U);
  EXPECT_EQ(occurrences(text, "<draw:image"), charts());
  EXPECT_THAT(text, AllOf(HasSubstr("Tabel 1."), HasSubstr("Gambar 1.")));
  EXPECT_THAT(text, HasSubstr("fo:language=\"id\""));
  EXPECT_THAT(text, HasSubstr("Median permintaan per detik menurut konkurensi"))
      << "a chart in words";
  if (GetParam() == std::string_view("docx")) {
    EXPECT_EQ(occurrences(text, "<svg:desc>"), charts());
  } else {
    // Cells of an automatic style would have the text's size.
    EXPECT_GT(occurrences(text, "text:style-name=\"TableNumber\""), 30U);
  }
}

TEST_P(OfficeDocuments, ArePrintedOnA4) {
  const tests::LibreOffice office(folder() / "office", "id-ID");
  const fs::path printed = office.convert(document(), "pdf");
  ASSERT_FALSE(printed.empty());
  const std::string pdf = common::read_file(printed);
  EXPECT_THAT(pdf, StartsWith("%PDF-"));
  EXPECT_THAT(tests::captures(pdf, "MediaBox\\[ ?0 0 ([0-9]+)"), testing::ElementsAre("595"))
      << "points of 210 mm";
}

INSTANTIATE_TEST_SUITE_P(Format, OfficeDocuments, testing::Values("docx", "odt"),
                         [](const auto& format) { return std::string(format.param); });

}  // namespace
}  // namespace tiga::suite
