// A new architecture is one folder and one line: here is who notices when the line is missing.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>

#include "common/files.hpp"
#include "suite/plan/registry.hpp"

namespace tiga {
namespace {

TEST(Architectures, EveryServerFolderIsInTheRegistry) {
  std::set<std::string> folders;
  for (const auto& entry : std::filesystem::directory_iterator(TIGA_SOURCE_DIR "/servers")) {
    if (std::filesystem::exists(entry.path() / "main.cpp")) {  // the others are shared
      folders.insert(entry.path().filename());
    }
  }
  std::set<std::string> registered;
  for (const suite::plan::Architecture& architecture : suite::plan::architectures()) {
    registered.emplace(architecture.folder);
  }
  EXPECT_EQ(folders, registered);
}

TEST(Architectures, HaveARowInTheTableOfFolders) {
  const std::string page = common::read_file(TIGA_SOURCE_DIR "/docs/architecture.md");
  for (const suite::plan::Architecture& architecture : suite::plan::architectures()) {
    EXPECT_NE(page.find(fmt::format("\n| `servers/{}/` | ", architecture.folder)),
              std::string::npos)
        << "docs/architecture.md, \"The house\", lacks servers/" << architecture.folder << '/';
  }
}

}  // namespace
}  // namespace tiga
