#include "suite/report/page_parts.hpp"

#include <gtest/gtest.h>

#include "tests/suite/indonesian.hpp"

namespace tiga::suite::report {
namespace {

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
