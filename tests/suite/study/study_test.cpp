#include "suite/study/study.hpp"

#include <gmock/gmock.h>

#include "common/error.hpp"
#include "common/files.hpp"

namespace tiga::suite::study {
namespace {

namespace fs = std::filesystem;

class Studies : public testing::Test {
 protected:
  static StudyManifest manifest(const std::string& kind = "repeat") {
    StudyManifest made;
    made.kind = kind;
    made.settings = {{"runs", 21}};
    made.run.plan_text = "arms = [\"async\"]\nconcurrencies = [1]\nrequests = 5\n";
    made.run.plan = plan::parse_plan(made.run.plan_text, "tiny.toml");
    made.run.seed = 7;
    made.run.status = records::RunStatus::interrupted;
    made.run.machine = records::this_machine();
    made.run.build = records::build_facts();
    return made;
  }

  fs::path write(const std::string& name, const StudyManifest& manifest) const {
    const fs::path folder = paths_.results / name;
    fs::create_directories(folder);
    write_study_manifest(folder, manifest);
    return folder;
  }

  std::optional<fs::path> cut(const StudyOrder& order = {}) const {
    return cut_study(paths_, manifest(), order);
  }

  common::TemporaryFolder folder_;
  records::Paths paths_{folder_.path(), folder_.path() / "results"};
};

TEST_F(Studies, AreReadAsTheyWereWritten) {
  const StudyManifest found = read_study_manifest(write("a", manifest()));
  EXPECT_EQ(found.kind, "repeat");
  EXPECT_EQ(found.settings, manifest().settings);
  EXPECT_EQ(found.run.seed, 7);
  EXPECT_EQ(found.run.plan_text, manifest().run.plan_text);
  EXPECT_EQ(found.run.status, records::RunStatus::interrupted);
}

TEST_F(Studies, RefuseAFileThatIsNoManifest) {
  const fs::path folder = write("a", manifest());
  common::write_file(folder / "study.json", "{}");
  EXPECT_THROW(read_study_manifest(folder), common::CannotRun);
}

TEST_F(Studies, GoOnWithTheNewestOfTheSameKindAndSettings) {
  EXPECT_EQ(cut(), std::nullopt) << "there is none";
  write("1", manifest());
  const fs::path newest = write("2", manifest());
  write("3", manifest("variance"));
  EXPECT_EQ(cut(), newest);
  EXPECT_EQ(cut({.seed = 7}), newest);
  EXPECT_EQ(cut({.seed = 8}), std::nullopt);
}

TEST_F(Studies, DoNotGoOnWithAnother) {
  const auto with = [&](const auto& change) {
    StudyManifest other = manifest();
    change(other);
    write("2", other);
    return cut();
  };
  EXPECT_NE(with([](StudyManifest&) {}), std::nullopt);
  EXPECT_EQ(with([](StudyManifest& it) { it.settings["runs"] = 3; }), std::nullopt);
  EXPECT_EQ(with([](StudyManifest& it) { it.run.status = records::RunStatus::complete; }),
            std::nullopt);
  EXPECT_EQ(with([](StudyManifest& it) { it.run.build.git_describe = "other"; }), std::nullopt);
  EXPECT_EQ(with([](StudyManifest& it) { it.run.machine.cores += 1; }), std::nullopt);
  EXPECT_EQ(with([](StudyManifest& it) { it.run.plan_text += "keep_alive = true\n"; }),
            std::nullopt);
}

}  // namespace
}  // namespace tiga::suite::study
