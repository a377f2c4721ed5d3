// The prose of a map's page in each language: tests/suite/map/golden/.
#include "tests/suite/golden.hpp"
#include "document/markdown.hpp"
#include "suite/map/page.hpp"
#include "tests/suite/made_up_map.hpp"

namespace tiga::suite::map {
namespace {

// A winner, a tie, who was limited by the generator, who cannot be ranked; few blocks.
MapData every_kind() {
  const std::vector<std::string> arms{"threaded", "async", "balanced"};
  MeasuredWorkload tiny = tests::made_up_workload("tiny", std::nullopt, arms,
                                                  {{"threaded", 1, 10000},
                                                   {"async", 1, 10000},
                                                   {"balanced", 1, 10000},
                                                   {"threaded", 64, 15000, 80, 0.99},
                                                   {"async", 64, 20000, 50, 0.99},
                                                   {"balanced", 64, 12000, 90}});
  MeasuredWorkload sleep = tests::made_up_workload("sleep-5", Service{0.005, 0}, arms,
                                                   {{"threaded", 1, 196},
                                                    {"async", 1, 196},
                                                    {"balanced", 1, 196},
                                                    {"threaded", 64, 6000},
                                                    {"async", 64, 195},
                                                    {"balanced", 64, 400}});
  MeasuredWorkload few = tests::made_up_workload(
      "cpu-500", Service{0, 0.0005}, arms,
      {{"threaded", 64, 1900}, {"async", 64, 1000}, {"balanced", 64, 500}}, 2);
  return tests::made_up_map({std::move(tiny), std::move(sleep), std::move(few)});
}

TEST(Golden, MapPageInEachLanguage) {
  const MapData map = every_kind();
  for (const text::Language language : text::languages()) {
    tests::expect_golden(document::to_markdown(map_page(map, "", language)),
                         fmt::format("map/golden/page.{}.md", language.tag()));
  }
}

}  // namespace
}  // namespace tiga::suite::map
