// The registry of charts and the scripts in plots/ belong together.
#include "suite/charts/registry.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <set>
#include <string>

#include "common/files.hpp"

namespace tiga::suite::charts {
namespace {

namespace fs = std::filesystem;

TEST(ChartRegistry, EveryChartHasAllItsTextsAndItsScript) {
  std::set<std::string> ids;
  for (const ChartKind& kind : chart_kinds()) {
    EXPECT_TRUE(ids.insert(kind.id).second) << "two charts " << kind.id;
    for (const text::Language language : text::languages()) {
      EXPECT_FALSE(tr(language, kind.title).empty()) << "title of " << kind.id;
      EXPECT_FALSE(tr(language, kind.caption).empty()) << "caption of " << kind.id;
    }
    EXPECT_TRUE(kind.prepare) << kind.id;
    EXPECT_TRUE(kind.describe) << kind.id;
    EXPECT_TRUE(fs::exists(fs::path(TIGA_SOURCE_DIR) / "plots" / (kind.script + ".gp"))) << kind.id;
  }
}

TEST(ChartRegistry, EveryScriptBelongsToAChart) {
  std::set<std::string> known{"style", "autopsy", "map"};  // the look of all; charts of features
  for (const ChartKind& kind : chart_kinds()) {
    known.insert(kind.script);
  }
  for (const fs::directory_entry& file :
       fs::directory_iterator(fs::path(TIGA_SOURCE_DIR) / "plots")) {
    if (file.path().extension() == ".gp") {
      EXPECT_EQ(known.count(file.path().stem()), 1)
          << file.path() << " has no line in suite/charts/registry.hpp";
    }
  }
}

TEST(ChartsPage, HasARowForEachChart) {
  const std::string page = common::read_file(fs::path(TIGA_SOURCE_DIR) / "docs" / "charts.md");
  for (const ChartKind& kind : chart_kinds()) {
    EXPECT_NE(page.find("\n| `" + kind.id + "` | "), std::string::npos)
        << "docs/charts.md does not say what " << kind.id << " shows";
  }
}

}  // namespace
}  // namespace tiga::suite::charts
