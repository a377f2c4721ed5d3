// Figures as tools print them, with their units.
#include <gtest/gtest.h>

#include "audit/reading/tool_pattern.hpp"

namespace tiga::audit::reading {
namespace {

double seconds_in(std::string_view text) {
  const auto figure = tool_figure(text, placeholder_named("time_taken"), 1);
  return figure ? figure->value : -1;
}

TEST(ToolFigure, MayBeInUnitsOfSeveralSeconds) {
  EXPECT_DOUBLE_EQ(seconds_in("1.50m"), 90);
  EXPECT_DOUBLE_EQ(seconds_in("2.00h"), 7200);
  EXPECT_DOUBLE_EQ(seconds_in("1.2345 10 sec"), 12.345);
  EXPECT_DOUBLE_EQ(seconds_in("1.5000 min"), 90);
  EXPECT_DOUBLE_EQ(seconds_in("0.5000 10 min"), 300);
  EXPECT_DOUBLE_EQ(seconds_in("1.5000 hr"), 5400);
  EXPECT_EQ(seconds_in("1.5000 10 KB"), -1);
}

}  // namespace
}  // namespace tiga::audit::reading
