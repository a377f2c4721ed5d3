// The files of -e and -g.
#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <optional>
#include <string>

#include "loadgen/output/files.hpp"

namespace tiga::loadgen::output {
namespace {

TEST(PercentagesCsv, HasARowForEachPercentage) {
  EXPECT_EQ(percentages_csv({0.1, 0.1234, 12}),
            "Percentage served,Time in ms\n0,0.100\n1,0.123\n2,12.000\n");
}

TEST(PercentagesCsv, IsOnlyAHeaderIfNoRequestSucceeded) {
  EXPECT_EQ(percentages_csv({}), "Percentage served,Time in ms\n");
}

class GnuplotTsv : public testing::Test {
 protected:
  // The times are local ones.
  void SetUp() override {
    if (const char* const zone = std::getenv("TZ")) {
      zone_ = zone;
    }
    set_zone("UTC");
  }
  void TearDown() override { set_zone(zone_ ? zone_->c_str() : nullptr); }

 private:
  static void set_zone(const char* zone) {
    if (zone == nullptr) {
      ::unsetenv("TZ");
    } else {
      ::setenv("TZ", zone, 1);
    }
    ::tzset();
  }
  std::optional<std::string> zone_;
};

TEST_F(GnuplotTsv, IsSortedByTotalTime) {
  const std::int64_t start = 1'795'421'763'900'000;
  EXPECT_EQ(gnuplot_tsv({{start + 2'000'000, 1'000, 2'000, 20'000},
                         {start, 0, 4'499, 4'600},
                         {start + 1'000'000, 499, 500, 4'600}}),
            "starttime\tseconds\tctime\tdtime\tttime\twait\n"
            "Mon Nov 23 08:16:03 2026\t1795421763\t0\t5\t5\t4\n"
            "Mon Nov 23 08:16:04 2026\t1795421764\t0\t4\t5\t1\n"
            "Mon Nov 23 08:16:05 2026\t1795421765\t1\t19\t20\t2\n");
}

TEST_F(GnuplotTsv, IsOnlyAHeaderIfNoRequestSucceeded) {
  EXPECT_EQ(gnuplot_tsv({}), "starttime\tseconds\tctime\tdtime\tttime\twait\n");
}

}  // namespace
}  // namespace tiga::loadgen::output
