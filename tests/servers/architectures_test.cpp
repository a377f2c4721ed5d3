// A new architecture is one folder and one line: here is who notices when the line is missing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>

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

}  // namespace
}  // namespace tiga
