#include "document/office_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

#include "tests/document/sample.hpp"

namespace tiga::document {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

Table rates_of(std::vector<TableColumn> columns, std::vector<std::vector<TableField>> rows) {
  return {.id = "t", .caption = "Rates.", .columns = std::move(columns), .rows = std::move(rows)};
}

double sum(const std::vector<double>& widths) {
  return std::accumulate(widths.begin(), widths.end(), 0.0);
}

std::string as_office_table(const Table& table, OfficeFormat format, const Labels& labels = {}) {
  return office_table(table, "Table 1.", labels, format);
}

const Table rates_table = rates_of({{.title = "Arm"}, {.title = "Rate", .numeric = true}},
                                   {{{.text = "a&b"}, {.text = "27,174"}},
                                    {{.text = "x", .link = "failed/a b.txt"}, {.text = ""}}});

TEST(OfficeTable, HasCaptionWidthsHeadingsAndLinks) {
  for (const OfficeFormat format : {OfficeFormat::docx, OfficeFormat::odt}) {
    const std::string table = as_office_table(rates_table, format);
    EXPECT_THAT(table, StartsWith("<table>\n<caption><strong>Table 1.</strong> Rates.</caption>\n"
                                  "<colgroup>\n<col width=\""));
    EXPECT_THAT(table, AllOf(HasSubstr("<th>Arm</th>"), HasSubstr("<td>a&amp;b</td>"),
                             HasSubstr("<td><a href=\"failed/a b.txt\">x</a></td>")));
    EXPECT_THAT(table,
                EndsWith("</table>\n<div custom-style=\"Note\">\n<p>– unknown</p>\n</div>\n"));
  }
}

TEST(OfficeTable, AlignsNumbersInTheWayOfTheFormat) {
  EXPECT_THAT(
      as_office_table(rates_table, OfficeFormat::docx),
      AllOf(HasSubstr("<th align=\"right\">Rate</th>"),
            HasSubstr("<td align=\"right\">27,174</td>"), HasSubstr("<td align=\"right\">–</td>")));
  EXPECT_THAT(as_office_table(rates_table, OfficeFormat::odt),
              AllOf(HasSubstr("<th><div custom-style=\"TableNumberHeading\">\n<p>Rate</p>"),
                    HasSubstr("<td><div custom-style=\"TableNumber\">\n<p>27,174</p>"),
                    Not(HasSubstr("align"))));
}

TEST(OfficeTable, SaysThatItHasNoRows) {
  EXPECT_THAT(as_office_table(rates_of({{.title = "A"}, {.title = "B"}}, {}), OfficeFormat::docx,
                              tests::indonesian_labels()),
              HasSubstr("<tr><td colspan=\"2\">tidak ada baris</td></tr>"));
}

// A wide column of texts, and one of remarks.
Table with_remarks(const std::vector<std::string>& remarks) {
  std::vector<std::vector<TableField>> rows;
  rows.reserve(remarks.size());
  for (const std::string& remark : remarks) {
    rows.push_back({{.text = std::string(100, 'x')}, {.text = remark}});
  }
  return rates_of({{.title = "Text"}, {.title = "Why", .remarks = true}}, std::move(rows));
}

TEST(TakeNotes, NumbersLongRemarksInATableThatIsTooWide) {
  const std::string busy = "because the other cores were busy";
  const std::string failed = "because & so on, in a long text";
  Table table = with_remarks({busy, "", failed, busy});
  EXPECT_THAT(as_office_table(table, OfficeFormat::docx),
              EndsWith("</table>\n<div custom-style=\"Note\">\n<p><strong>Why 1.</strong> " + busy +
                       "</p>\n</div>\n<div custom-style=\"Note\">\n<p><strong>Why 2.</strong> "
                       "because &amp; so on, in a long text</p>\n</div>\n"));
  const auto notes = take_notes(table);
  ASSERT_EQ(notes.size(), 2U);
  EXPECT_EQ(notes[1].label, "Why 2");
  EXPECT_EQ(notes[1].text, failed);
  std::vector<std::string> left;
  for (const auto& row : table.rows) {
    left.push_back(row[1].text);
  }
  EXPECT_THAT(left, testing::ElementsAre("1", "", "2", "1"));
}

TEST(TakeNotes, LeavesWhatFitsWhatIsShortAndWhatHasLinks) {
  Table fits = with_remarks({"because the other cores were busy"});
  fits.rows[0][0].text = "short";
  EXPECT_THAT(take_notes(fits), IsEmpty());
  Table brief = with_remarks({"a few words"});
  brief.rows[0][0].text += brief.rows[0][0].text;
  EXPECT_THAT(take_notes(brief), IsEmpty());
  Table linked = with_remarks({"failed/a-file-with-a-long-name.txt"});
  linked.rows[0][1].link = "failed/a-file-with-a-long-name.txt";
  EXPECT_THAT(take_notes(linked), IsEmpty());
  Table of_values = with_remarks({"because the other cores were busy"});
  of_values.columns[1].remarks = false;
  EXPECT_THAT(take_notes(of_values), IsEmpty());
}

TEST(ColumnWidths, LeaveATableThatFitsAsWideAsItsTexts) {
  const auto widths = column_widths(rates_of({{.title = "Arm"}, {.title = "Verdict"}},
                                             {{{.text = "async"}, {.text = "it is faster"}}}));
  ASSERT_EQ(widths.size(), 2U);
  EXPECT_LT(sum(widths), 30);
  EXPECT_NEAR(widths[1] / widths[0], 13.8 / 6.8, 0.01);  // digits, and the margins of a cell
}

TEST(ColumnWidths, GiveWhatIsLeftToLongTexts) {
  const std::string reason(20, 'x');
  std::string sentence;
  for (int i = 0; i < 20; ++i) {
    sentence += reason + ' ';
  }
  const auto widths = column_widths(
      rates_of({{.title = "No"}, {.title = "Reason"}}, {{{.text = "1"}, {.text = sentence}}}));
  EXPECT_NEAR(sum(widths), 100, 0.01);
  EXPECT_LT(widths[0], 5) << "no more than it needs";
}

TEST(ColumnWidths, BreakNoWordAsLongAsThereIsRoom) {
  std::vector<TableColumn> columns;
  std::vector<TableField> row;
  for (int i = 0; i < 9; ++i) {
    columns.push_back({.title = "Column of many words"});
    row.push_back({.text = "1234567890"});
  }
  for (const double width : column_widths(rates_of(columns, {row}))) {
    EXPECT_GE(width, 100 * 10.0 / 122);
  }
  columns.push_back({.title = std::string(200, 'x')});
  row.push_back({.text = ""});
  EXPECT_NEAR(sum(column_widths(rates_of(columns, {row}))), 100, 0.01);
}

TEST(ColumnWidths, OfNoColumnsAreNone) { EXPECT_TRUE(column_widths(rates_of({}, {})).empty()); }

TEST(ColumnWidths, BreakNoNumberAtItsBlanks) {
  const std::string words =
      "many words that can stand below each other, many of them and still more";
  const auto width = [&](bool numeric) {
    return column_widths(
        rates_of({{.title = "Ratio", .numeric = numeric}, {.title = "A"}, {.title = "B"}},
                 {{{.text = "1.06 to 1.31"}, {.text = words}, {.text = words}}}))[0];
  };
  EXPECT_GE(width(true), 100 * 12.0 / 122);
  EXPECT_LT(width(false), width(true));
}

}  // namespace
}  // namespace tiga::document
