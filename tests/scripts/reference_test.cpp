// plots/reference.docx and .odt, which scripts/reference/make makes, have the styles of its folder.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/skip.hpp"

namespace tiga::tests {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

TEST(ReferenceDocuments, HaveTheStylesOfTheirSources) {
  TIGA_SKIP_UNLESS(common::is_installed("python3"), "python3");
  const common::TemporaryFolder folder;
  const fs::path sources = source_folder() / "scripts" / "reference";
  for (const auto& [document, styles] :
       {std::pair{"reference.docx", "word/styles.xml"}, std::pair{"reference.odt", "styles.xml"}}) {
    const fs::path unpacked = folder.path() / document;
    const auto done = common::run_command(
        {.arguments = {"python3", "-m", "zipfile", "-e",
                       (source_folder() / "plots" / document).string(), unpacked.string()}},
        60s);
    ASSERT_EQ(done.report.status, 0) << done.error;
    const std::string kind = fs::path(document).extension().string().substr(1);
    EXPECT_EQ(common::read_file(unpacked / styles),
              common::read_file(sources / (kind + "-styles.xml")))
        << "type: scripts/reference/make";
  }
}

}  // namespace
}  // namespace tiga::tests
