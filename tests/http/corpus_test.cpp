// Runs the fuzzers' corpus through the fuzzers' functions, in every build.
#include <gtest/gtest.h>

#include <filesystem>

#include "common/files.hpp"
#include "fuzz/targets.hpp"
#include "tests/conformance/cases.hpp"

namespace tiga::fuzz {
namespace {

const std::filesystem::path corpus = TIGA_SOURCE_DIR "/fuzz/corpus";

void replay(const char* name, void (*target)(std::string_view)) {
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(corpus / name)) {
    SCOPED_TRACE(entry.path());
    const std::string input = common::read_file(entry.path());
    target(input);
    for (std::size_t size = 0; size < input.size() && size < 512; ++size)
      target(std::string_view(input).substr(0, size));
    ++files;
  }
  EXPECT_GE(files, 10) << "where has the corpus gone?";
}

TEST(Corpus, ViolatesNoRequirementOfTheRequestParser) { replay("request_parser", request_parser); }
TEST(Corpus, ViolatesNoRequirementOfTheResponseParser) {
  replay("response_parser", response_parser);
}
TEST(Corpus, ViolatesNoRequirementOfTheExchange) { replay("exchange", exchange); }
TEST(Corpus, ViolatesNoRequirementOfTheBodyDecoder) { replay("body_decoder", body_decoder); }
TEST(Corpus, ViolatesNoRequirementOfPaths) { replay("path", path); }

TEST(Corpus, HasEverySmallRequestCase) {
  for (const conformance::Case& sample : conformance::load_cases()) {
    if (sample.bytes.size() > 4096) continue;
    const std::filesystem::path file = corpus / "request_parser" / sample.name;
    ASSERT_TRUE(std::filesystem::exists(file)) << file;
    EXPECT_EQ(common::read_file(file), sample.bytes) << sample.name;
  }
}

TEST(Corpus, AViolatedRequirementAbortsTheProgram) {
  EXPECT_DEATH(require(false, "one is two"), "one is two");
}

}  // namespace
}  // namespace tiga::fuzz
