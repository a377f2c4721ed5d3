#include "loadgen/cli.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/error.hpp"
#include "common/files.hpp"

namespace tiga::loadgen {
namespace {

std::optional<Options> parse(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "loadgen");
  std::vector<char*> pointers;
  for (std::string& argument : arguments) {
    pointers.push_back(argument.data());
  }
  return parse_command_line(static_cast<int>(pointers.size()), pointers.data());
}

TEST(CommandLine, HasTheDefaultsOfAb) {
  const Options options = *parse({"http://h/"});
  EXPECT_EQ(options.requests, 1u);
  EXPECT_EQ(options.concurrency, 1u);
  EXPECT_FALSE(options.keep_alive);
  EXPECT_FALSE(options.time_limit);
  EXPECT_EQ(options.timeout, std::chrono::seconds(30));
  EXPECT_EQ(options.method, "GET");
  EXPECT_FALSE(options.body);
  EXPECT_FALSE(options.expected_status);
}

TEST(CommandLine, TakesAllOptions) {
  const Options options =
      *parse({"-n",  "100",    "-c",       "10",        "-k", "-s", "3",  "-H", "A: b",
              "-H",  "C: d",   "-m",       "PUT",       "-l", "-q", "-v", "3",  "--expect-status",
              "404", "--json", "out.json", "http://h/x"});
  EXPECT_EQ(options.requests, 100u);
  EXPECT_EQ(options.concurrency, 10u);
  EXPECT_TRUE(options.keep_alive);
  EXPECT_EQ(options.timeout, std::chrono::seconds(3));
  EXPECT_EQ(options.headers, (std::vector<std::string>{"A: b", "C: d"}));
  EXPECT_EQ(options.method, "PUT");
  EXPECT_TRUE(options.variable_content);
  EXPECT_TRUE(options.quiet);
  EXPECT_EQ(options.verbosity, 3);
  EXPECT_EQ(options.expected_status, 404);
  EXPECT_EQ(options.files.json, "out.json");
  EXPECT_EQ(options.url.target, "/x");
}

TEST(CommandLine, TakesOptionsWithoutASpaceAsAbDoes) {
  const Options options = *parse({"-n100", "-c5", "-kq", "http://h/"});
  EXPECT_EQ(options.requests, 100u);
  EXPECT_EQ(options.concurrency, 5u);
  EXPECT_TRUE(options.keep_alive);
  EXPECT_TRUE(options.quiet);
}

TEST(CommandLine, TimeLimitImpliesRequestsUnlessTheyAreGiven) {
  const Options implied = *parse({"-t", "5", "-c", "10", "http://h/"});
  EXPECT_EQ(implied.requests, 50'000u);
  EXPECT_FALSE(implied.requests_given);
  for (const auto& arguments : {std::vector<std::string>{"-t", "5", "-n", "7", "http://h/"},
                                std::vector<std::string>{"-n", "7", "-t", "5", "http://h/"}}) {
    const Options given = *parse(arguments);
    EXPECT_EQ(given.requests, 7u);
    EXPECT_TRUE(given.requests_given);
    EXPECT_EQ(given.time_limit, std::chrono::seconds(5));
  }
}

TEST(CommandLine, ReadsTheContentToSend) {
  const common::TemporaryFolder folder;
  const std::string file = folder.path() / "content";
  common::write_file(file, "octets");
  const Options options = *parse({"-p", file, "-T", "a/b", "http://h/"});
  EXPECT_EQ(options.method, "POST");
  EXPECT_EQ(options.body->octets, "octets");
  EXPECT_EQ(options.body->content_type, "a/b");
  EXPECT_EQ(parse({"-p", file, "-m", "PUT", "http://h/"})->method, "PUT");
  EXPECT_THROW(parse({"-p", file + ".not", "http://h/"}), common::CannotRun);
}

TEST(CommandLine, HeadIsAMethod) { EXPECT_EQ(parse({"-i", "http://h/"})->method, "HEAD"); }

TEST(CommandLine, HelpAndVersionLeaveNothingToDo) {
  testing::internal::CaptureStdout();
  EXPECT_FALSE(parse({"--help"}));
  EXPECT_FALSE(parse({"--version"}));
  const std::string output = testing::internal::GetCapturedStdout();
  EXPECT_NE(output.find("--json"), std::string::npos);
  EXPECT_NE(output.find("loadgen 0."), std::string::npos);
}

class BadCommandLines : public testing::TestWithParam<std::vector<std::string>> {};

TEST_P(BadCommandLines, AreRefusedInOneLine) {
  try {
    parse(GetParam());
    FAIL();
  } catch (const common::UsageError& error) {
    EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos) << error.what();
  }
}

INSTANTIATE_TEST_SUITE_P(
    , BadCommandLines,
    testing::Values(std::vector<std::string>{}, std::vector<std::string>{"-x", "http://h/"},
                    std::vector<std::string>{"http://h/", "http://i/"},
                    std::vector<std::string>{"-n", "0", "http://h/"},
                    std::vector<std::string>{"-n", "-1", "http://h/"},
                    std::vector<std::string>{"-n", "x", "http://h/"},
                    std::vector<std::string>{"-n", "http://h/"},
                    std::vector<std::string>{"-c", "0", "http://h/"},
                    std::vector<std::string>{"-n", "10", "-c", "11", "http://h/"},
                    std::vector<std::string>{"-s", "0", "http://h/"},
                    std::vector<std::string>{"-t", "0", "http://h/"},
                    std::vector<std::string>{"-H", "no colon", "http://h/"},
                    std::vector<std::string>{"-H", ": no name", "http://h/"},
                    std::vector<std::string>{"-H", "A: b\r\nC: d", "http://h/"},
                    std::vector<std::string>{"-m", "GE T", "http://h/"},
                    std::vector<std::string>{"-m", "", "http://h/"},
                    std::vector<std::string>{"--expect-status", "99", "http://h/"},
                    std::vector<std::string>{"--json", "/no/such/folder/x", "http://h/"},
                    std::vector<std::string>{"https://h/"}));

}  // namespace
}  // namespace tiga::loadgen
