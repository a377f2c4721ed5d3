#include "suite/report/words.hpp"

#include <gtest/gtest.h>

#include "tests/suite/indonesian.hpp"

namespace tiga::suite::report {
namespace {

TEST(Words, RoundRatiosByTheirSize) {
  EXPECT_EQ(ratio_text(1.6249), "1.62");
  EXPECT_EQ(ratio_text(0.4842), "0.48");
  EXPECT_EQ(ratio_text(16.25), "16.2");
  EXPECT_EQ(ratio_text(1353.3), "1353");
  EXPECT_EQ(ratio_text(0.00123), "0.0012");
}

TEST(Words, NameAsManyCausesAsFit) {
  analysis::Verdict verdict;
  EXPECT_EQ(first_causes(verdict, ", ", 80, text::Language::english), "");
  verdict.causes = {text::LocalizedText(std::string(70, 'a')),
                    text::LocalizedText(std::string(20, 'b')),
                    text::LocalizedText(std::string("short"))};
  EXPECT_EQ(first_causes(verdict, ", ", 80, text::Language::english),
            std::string(70, 'a') + ", short");
  verdict.causes = {text::LocalizedText(std::string(90, 'a')),
                    text::LocalizedText(std::string("b"))};
  EXPECT_EQ(first_causes(verdict, ", ", 80, text::Language::english), std::string(90, 'a'));
}

TEST(Words, JoinNames) {
  const auto text = [](std::vector<std::string> names) {
    return joined(names, text::Language::english);
  };
  EXPECT_EQ(text({}), "");
  EXPECT_EQ(text({"a"}), "a");
  EXPECT_EQ(text({"a", "b"}), "a and b");
  EXPECT_EQ(text({"a", "b", "c"}), "a, b and c");
}

TEST(Words, ShowTheTimeOfARun) {
  EXPECT_EQ(utc_text("20261123T124633Z"), "2026-11-23 12:46 UTC");
  EXPECT_EQ(utc_text(""), "");
  EXPECT_EQ(utc_text("yesterday"), "yesterday");
}

TEST(Words, AreConsistentForTheInvertedVerdict) {
  analysis::Verdict verdict;
  verdict.arm = "async";
  verdict.baseline = "threaded";
  verdict.kind = analysis::VerdictKind::better;
  verdict.bound = analysis::Bound::at_least;
  verdict.comparison = stats::Comparison{2, {1.6, 2.5}, {1.25, 4}, {1, 5}, 0.01, 12};
  const analysis::Verdict other = inverted(verdict);
  EXPECT_EQ(other.arm, "threaded");
  EXPECT_EQ(other.baseline, "async");
  EXPECT_EQ(other.kind, analysis::VerdictKind::worse);
  EXPECT_EQ(other.bound, analysis::Bound::at_most);
  EXPECT_EQ(estimate(*other.comparison), "0.50 [0.25, 0.80]");
  EXPECT_EQ(arm_behind(other), arm_behind(verdict));
  EXPECT_EQ(estimate(*inverted(other).comparison), estimate(*verdict.comparison));
}

TEST(PageLabels, InEnglishAreTheDocumentsOwn) {
  EXPECT_EQ(page_labels(text::Language::english), document::Labels{});
}

TEST(PageLabels, AreTranslated) {
  const document::Labels labels = page_labels(tests::indonesian);
  EXPECT_EQ(labels.table, "Tabel");
  EXPECT_EQ(labels.skip, "Langsung ke isi");
  EXPECT_EQ(labels.warning, "Peringatan");
}

TEST(NumberField, IsSortedByTheWholeNumber) {
  const document::TableField field = number_field(1.2345, 2);
  EXPECT_EQ(field.text, "1.23");
  EXPECT_EQ(field.sort_by, 1.2345);
  EXPECT_EQ(number_field(std::nullopt, 2).text, "");
}

}  // namespace
}  // namespace tiga::suite::report
