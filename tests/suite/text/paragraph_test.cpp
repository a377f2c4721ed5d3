#include "suite/text/paragraph.hpp"

#include <gtest/gtest.h>

namespace tiga::suite::text {
namespace {

TEST(Paragraph, WrapsBetweenWordsAtAHundredColumns) {
  const std::string word(30, 'x');
  EXPECT_EQ(paragraph(word + ' ' + word + ' ' + word + ' ' + word, "- ", "  "),
            "- " + word + ' ' + word + ' ' + word + "\n  " + word + "\n");
  EXPECT_EQ(paragraph("short", "", "  "), "short\n");
}

TEST(Paragraph, CountsCharactersNotBytes) {
  const std::string word(49, 'x');
  EXPECT_EQ(paragraph(word + " ±" + word, "", ""), word + " ±" + word + "\n");
}

TEST(Paragraph, KeepsAPercentSignWithItsNumber) {
  const std::string fill(97, 'x');
  EXPECT_EQ(paragraph(fill + " 5 % more", "", ""), fill + "\n5 % more\n");
  EXPECT_EQ(paragraph("5 %", "", ""), "5 %\n");
}

TEST(Note, IsAListItem) {
  const std::string word(60, 'x');
  EXPECT_EQ(note(word + " " + word), "  - " + word + "\n    " + word + "\n");
}

}  // namespace
}  // namespace tiga::suite::text
