#include "document/html_parts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace tiga::document {
namespace {

TEST(PageTemplate, ReplacesEachPlaceholder) {
  EXPECT_EQ(fill_template("<h1>{{a}}</h1>{{b}}{{a}}.", {{"a", "1"}, {"b", ""}}), "<h1>1</h1>1.");
}

TEST(PageTemplate, DoesNotExpandPlaceholdersInValues) {
  EXPECT_EQ(fill_template("{{a}}{{b}}", {{"a", "{{b}}"}, {"b", "{{c}} }}"}}), "{{b}}{{c}} }}");
}

TEST(PageTemplate, RefusesAPlaceholderWithoutAValue) {
  EXPECT_THAT(
      [] {
        fill_template("{{a}} {{other}}", {{"a", ""}});
      },
      testing::ThrowsMessage<std::invalid_argument>(testing::HasSubstr("'other'")));
  EXPECT_THROW(fill_template("{{a}} {{a", {{"a", ""}}), std::invalid_argument);
  EXPECT_THROW(fill_template("{{a}} {{never ended", {{"a", ""}}), std::invalid_argument);
}

TEST(PageTemplate, RefusesAValueWithoutAPlaceholder) {
  EXPECT_THAT(
      [] {
        fill_template("{{a}}", {{"a", ""}, {"forgotten", ""}});
      },
      testing::ThrowsMessage<std::invalid_argument>(testing::HasSubstr("'forgotten'")));
}

}  // namespace
}  // namespace tiga::document
