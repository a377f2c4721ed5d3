#include "audit/figures.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <utility>
#include <vector>

namespace tiga::audit {
namespace {

using testing::ElementsAre;

Figure figure_with(double value) {
  Figure figure;
  figure.value = value;
  return figure;
}

std::vector<std::pair<Field, double>> values_in(const Figures& figures) {
  std::vector<std::pair<Field, double>> values;
  values.reserve(figures.size());
  for (const auto& [field, figure] : figures) {
    values.emplace_back(field, figure.value);
  }
  return values;
}

TEST(Figures, StandInTheOrderOfFieldsHoweverTheyWereAdded) {
  Figures figures;
  EXPECT_TRUE(figures.empty());
  figures.emplace(Field::rate, figure_with(3));
  figures[Field::concurrency] = figure_with(1);
  figures.emplace(Field::latency_max, figure_with(4));
  figures.emplace(Field::complete, figure_with(2));
  EXPECT_THAT(values_in(figures),
              ElementsAre(std::pair(Field::concurrency, 1.0), std::pair(Field::complete, 2.0),
                          std::pair(Field::rate, 3.0), std::pair(Field::latency_max, 4.0)));
  EXPECT_EQ(figures.find(Field::complete)->second.value, 2);
  EXPECT_EQ(figures.find(Field::bytes), figures.end());
}

TEST(Figures, KeepTheFirstFigureOfAField) {
  Figures figures;
  EXPECT_TRUE(figures.emplace(Field::rate, figure_with(1)).second);
  const auto [known, is_new] = figures.emplace(Field::rate, figure_with(2));
  EXPECT_FALSE(is_new);
  EXPECT_EQ(known->second.value, 1);
}

TEST(Figures, AreFoundAfterAnotherOneWasErased) {
  Figures figures;
  figures.emplace(Field::concurrency, figure_with(1));
  figures.emplace(Field::complete, figure_with(2));
  figures.emplace(Field::latency_max, figure_with(3));
  figures.erase(Field::complete);
  figures.erase(Field::complete);
  EXPECT_THAT(values_in(figures),
              ElementsAre(std::pair(Field::concurrency, 1.0), std::pair(Field::latency_max, 3.0)));
  EXPECT_EQ(figures.at(Field::latency_max).value, 3);
  EXPECT_THROW(figures.at(Field::complete), std::out_of_range);
}

TEST(Figures, AreEmptyAfterTheyWereMoved) {
  Figures figures;
  figures.emplace(Field::rate, figure_with(3));
  Figures moved = std::move(figures);
  EXPECT_FALSE(figures.contains(Field::rate));  // NOLINT(bugprone-use-after-move): what it tests
  EXPECT_TRUE(figures.empty());
  figures = std::move(moved);
  EXPECT_EQ(figures.at(Field::rate).value, 3);
  EXPECT_FALSE(moved.contains(Field::rate));  // NOLINT(bugprone-use-after-move)
}

}  // namespace
}  // namespace tiga::audit
