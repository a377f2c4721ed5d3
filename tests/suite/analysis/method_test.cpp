#include "suite/analysis/method.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "common/files.hpp"

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

}  // namespace
}  // namespace tiga::suite::analysis
