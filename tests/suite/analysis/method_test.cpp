#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <regex>
#include <string>

#include "common/files.hpp"
#include "tests/suite/analysis/method_constants.hpp"
#include "tests/support/captures.hpp"

namespace tiga::suite::analysis {
namespace {

TEST(MethodPage, ShowsEveryConstantWithItsValueInTheOrderOfTheCode) {
  const std::string page =
      common::read_file(std::filesystem::path(TIGA_SOURCE_DIR) / "docs" / "method.md");
  std::size_t at = page.find("## Constants");
  ASSERT_NE(at, std::string::npos);
  const std::size_t end = page.find("## Limits");
  for (const MethodConstant& constant : method_constants()) {
    const std::string entry = "| " + constant.name + " | " + constant.value + " |";
    at = page.find(entry, at);
    ASSERT_LT(at, end) << "docs/method.md lacks, or has out of order: " << entry;
  }
  EXPECT_EQ(std::count(page.begin() + static_cast<std::ptrdiff_t>(page.find("## Constants")),
                       page.begin() + static_cast<std::ptrdiff_t>(end), '|'),
            4 * (method_constants().size() + 2))
      << "the page has a constant that the code has not";
}

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) { return common::read_file(TIGA_SOURCE_DIR / file); }

// All code of the suite and of stats/, but where constants are defined and listed.
std::string code_that_uses_constants() {
  std::string code;
  for (const char* const folder : {"suite", "stats"}) {
    for (const auto& entry : fs::recursive_directory_iterator(TIGA_SOURCE_DIR / fs::path(folder))) {
      const fs::path& file = entry.path();
      if ((file.extension() == ".cpp" || file.extension() == ".hpp") && file.stem() != "method") {
        code += common::read_file(file);
      }
    }
  }
  return code;
}

class ConstantsOfAHeader : public testing::TestWithParam<const char*> {};

TEST_P(ConstantsOfAHeader, StandInTheTableAndAreUsed) {
  const std::string header = text_of(GetParam());
  const auto table =
      tests::captures(text_of("tests/suite/analysis/method_constants.hpp"), "::([a-z_0-9]+)");
  const auto uses = tests::captures(code_that_uses_constants(), "\\b([a-z_0-9]+)\\b");
  static const std::regex constant("\ninline constexpr [a-z_:]+ ([a-z_0-9]+) =");
  std::size_t found = 0;
  for (std::sregex_iterator match(header.begin(), header.end(), constant), end; match != end;
       ++match, ++found) {
    const std::string name = (*match)[1];
    // What follows from another constant needs no line of its own.
    EXPECT_TRUE(name == "least_draws" || table.contains(name))
        << name << " of " << GetParam() << " is not in tests/suite/analysis/method_constants.hpp";
    EXPECT_TRUE(uses.contains(name)) << name << " of " << GetParam() << " is used by nothing";
  }
  EXPECT_GE(found, 7);
}

INSTANTIATE_TEST_SUITE_P(Method, ConstantsOfAHeader,
                         testing::Values("suite/plan/method.hpp", "stats/method.hpp"));

}  // namespace
}  // namespace tiga::suite::analysis
