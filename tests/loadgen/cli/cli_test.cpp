#include "loadgen/cli/cli.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/error.hpp"
#include "common/files.hpp"

namespace tiga::loadgen::cli {
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

TEST(CommandLine, AcceptsAllOptionsOfAb) {
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

TEST(CommandLine, AcceptsBackgroundClients) {
  EXPECT_EQ(parse({"http://h/"})->background_clients.count(), 0u);
  const Options asked = *parse({"--idle", "256", "--slow-readers", "32", "--slow-path", "/a?b",
                                "--slow-rate", "1000", "http://h/"});
  EXPECT_EQ(asked.background_clients.idle, 256u);
  EXPECT_EQ(asked.background_clients.slow_readers, 32u);
  EXPECT_EQ(asked.background_clients.slow_path, "/a?b");
  EXPECT_EQ(asked.background_clients.slow_rate, 1000u);
  EXPECT_EQ(asked.background_clients.count(), 288u);
  EXPECT_EQ(parse({"--slow-readers", "1", "http://h/"})->background_clients.slow_path,
            "/workload/stream/16777216");
}

TEST(CommandLine, AcceptsOptionsWithoutASpaceLikeAb) {
  const Options options = *parse({"-n100", "-c5", "-kq", "http://h/"});
  EXPECT_EQ(options.requests, 100u);
  EXPECT_EQ(options.concurrency, 5u);
  EXPECT_TRUE(options.keep_alive);
  EXPECT_TRUE(options.quiet);
}

TEST(CommandLine, TimeLimitImpliesANumberOfRequestsUnlessOneIsGiven) {
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
  common::write_file(file, "bytes");
  const Options options = *parse({"-p", file, "-T", "a/b", "http://h/"});
  EXPECT_EQ(options.method, "POST");
  EXPECT_EQ(options.body->bytes, "bytes");
  EXPECT_EQ(options.body->content_type, "a/b");
  EXPECT_EQ(parse({"-p", file, "-m", "PUT", "http://h/"})->method, "PUT");
  EXPECT_THROW(parse({"-p", file + ".not", "http://h/"}), common::CannotRun);
}

/// A header line may say what is true anyway.
TEST(CommandLine, AcceptsTheLengthThatTheContentHas) {
  const common::TemporaryFolder folder;
  const std::string file = folder.path() / "content";
  common::write_file(file, "bytes");
  for (const std::string line : {"Content-Length: 5", "content-length:5 ", "Content-Length: 005"}) {
    EXPECT_EQ(parse({"-p", file, "-H", line, "http://h/"})->headers.at(0), line);
  }
  EXPECT_EQ(parse({"-m", "POST", "-H", "Content-Length: 0", "http://h/"})->method, "POST");
  EXPECT_EQ(parse({"-H", "Host: a", "http://h/"})->headers.size(), 1u);
}

TEST(CommandLine, SaysWhatContentItRefuses) {
  const auto complaint = [](const std::string& file) -> std::string {
    try {
      parse({"-p", file, "http://h/"});
      return "taken";
    } catch (const common::UsageError& error) {
      return error.what();
    }
  };
  EXPECT_NE(complaint("/").find("folder"), std::string::npos) << complaint("/");
  EXPECT_NE(complaint("/dev/zero").find("256 MiB"), std::string::npos) << complaint("/dev/zero");
}

TEST(CommandLine, SendsAFileByPut) {
  const common::TemporaryFolder folder;
  const std::string file = folder.path() / "content";
  common::write_file(file, "bytes");
  const Options options = *parse({"-u", file, "http://h/"});
  EXPECT_EQ(options.method, "PUT");
  EXPECT_EQ(options.body->bytes, "bytes");
  EXPECT_EQ(options.body->content_type, "text/plain");
}

TEST(CommandLine, AcceptsTheRemainingOptionsOfAb) {
  const Options options =
      *parse({"-b", "4096", "-C", "a=1", "-Cb=2", "-A", "u:p", "-X", "proxy:3128", "-P", "v:q:r",
              "-w", "-d", "-S", "-r", "-e", "e.csv", "-gg.tsv", "http://h/"});
  EXPECT_EQ(options.window_bytes, 4096);
  EXPECT_EQ(options.cookies, (std::vector<std::string>{"a=1", "b=2"}));
  EXPECT_EQ(options.credentials, "u:p");
  EXPECT_EQ(options.proxy->to_string(), "proxy:3128");
  EXPECT_EQ(options.proxy_credentials, "v:q:r");
  EXPECT_TRUE(options.html);
  EXPECT_FALSE(options.show_percentages);
  EXPECT_FALSE(options.show_deviation);
  EXPECT_EQ(options.files.percentages, "e.csv");
  EXPECT_EQ(options.files.requests, "g.tsv");
}

TEST(CommandLine, UserOrPasswordMayBeEmpty) {
  EXPECT_EQ(parse({"-A", ":token", "http://h/"})->credentials, ":token");
  EXPECT_EQ(parse({"-A", "user:", "http://h/"})->credentials, "user:");
}

TEST(CommandLine, HasTheDefaultsOfOptionsThatAbLacks) {
  const Options options = *parse({"http://h/"});
  EXPECT_FALSE(options.duration);
  EXPECT_EQ(options.warmup, common::Nanoseconds::zero());
  EXPECT_FALSE(options.open_loop);
  EXPECT_EQ(options.threads, 1u);
  EXPECT_EQ(options.engine, EngineChoice::automatic);
  EXPECT_TRUE(options.requests_given);
  EXPECT_TRUE(options.show_percentages);
  EXPECT_TRUE(options.show_deviation);
}

TEST(CommandLine, AcceptsOptionsThatAbLacks) {
  const Options options = *parse(
      {"--duration", "1.5m",    "--warmup",   "500ms",     "--rate", "2.5",      "--arrivals",
       "poisson",    "--queue", "0",          "--threads", "2",      "--engine", "io_uring",
       "--csv",      "a.csv",   "--timeline", "b.csv",     "-c",     "2",        "http://h/"});
  EXPECT_EQ(options.duration, std::chrono::seconds(90));
  EXPECT_EQ(options.warmup, std::chrono::milliseconds(500));
  EXPECT_EQ(options.open_loop->requests_per_second, 2.5);
  EXPECT_EQ(options.open_loop->arrivals, Arrivals::poisson);
  EXPECT_EQ(options.open_loop->queue_limit, 0u);
  EXPECT_EQ(options.threads, 2u);
  EXPECT_EQ(options.engine, EngineChoice::io_uring);
  EXPECT_EQ(options.files.csv, "a.csv");
  EXPECT_EQ(options.files.timeline, "b.csv");
  EXPECT_EQ(parse({"--engine", "epoll", "http://h/"})->engine, EngineChoice::epoll);
  EXPECT_EQ(parse({"--rate", "10000000", "http://h/"})->open_loop->arrivals, Arrivals::constant);
}

TEST(CommandLine, AcceptsAnInstantAPhaseAndASeed) {
  const Options constant =
      *parse({"--start-at", "1234567890", "--rate", "10", "--phase", "0250000000", "http://h/"});
  EXPECT_EQ(constant.start_at, common::TimePoint(std::chrono::nanoseconds(1'234'567'890)));
  EXPECT_EQ(constant.open_loop->phase, std::chrono::milliseconds(250));
  EXPECT_EQ(constant.open_loop->seed, 0u);
  const Options random =
      *parse({"--rate", "10", "--arrivals", "poisson", "--seed", "7", "http://h/"});
  EXPECT_EQ(random.open_loop->seed, 7u);
  EXPECT_FALSE(random.start_at);
}

TEST(CommandLine, ADurationImpliesAnUnlimitedNumberOfRequests) {
  const Options open = *parse({"--duration", "5", "-c", "10", "http://h/"});
  EXPECT_EQ(open.requests, Options::unlimited);
  EXPECT_FALSE(open.requests_given);
  const Options given = *parse({"--duration", "5", "-n", "20", "-c", "10", "http://h/"});
  EXPECT_EQ(given.requests, 20u);
  EXPECT_TRUE(given.requests_given);
}

TEST(CommandLine, ReadsNumbersAsDecimal) {
  EXPECT_EQ(parse({"-n", "010", "http://h/"})->requests, 10u);
}

TEST(CommandLine, MayWriteSeveralOutputsToADevice) {
  const OutputFiles files =
      parse({"--json", "/dev/null", "--csv", "/dev/null", "-e", "/dev/stdout", "http://h/"})->files;
  EXPECT_EQ(files.csv, "/dev/null");
  EXPECT_EQ(files.percentages, "/dev/stdout");
}

TEST(CommandLine, MayReplaceAnOutputFile) {
  const common::TemporaryFolder folder;
  const std::string file = folder.path() / "old";
  common::write_file(file, "");
  EXPECT_EQ(parse({"--json", file, "http://h/"})->files.json, file);
}

TEST(CommandLine, AcceptsHeadAsAMethod) { EXPECT_EQ(parse({"-i", "http://h/"})->method, "HEAD"); }

TEST(CommandLine, RunsNothingAfterHelpOrVersion) {
  testing::internal::CaptureStdout();
  EXPECT_FALSE(parse({"--help"}));
  EXPECT_FALSE(parse({"--version"}));
  const std::string output = testing::internal::GetCapturedStdout();
  EXPECT_NE(output.find("--json"), std::string::npos);
  EXPECT_NE(output.find("%25"), std::string::npos) << "how a zone is written";
  EXPECT_NE(output.find("loadgen 0."), std::string::npos);
}

/// A command line, the URL left out, and what the line of its error must name.
struct Mistake {
  std::vector<std::string> arguments;
  std::string names;
};

void PrintTo(const Mistake& mistake, std::ostream* out) {
  *out << testing::PrintToString(mistake.arguments);
}

class BadCommandLines : public testing::TestWithParam<Mistake> {};

TEST_P(BadCommandLines, AreRefusedInOneLine) {
  std::vector<std::string> arguments = GetParam().arguments;
  arguments.emplace_back("http://h/");
  try {
    parse(arguments);
    FAIL() << "taken";
  } catch (const common::UsageError& error) {
    const std::string text = error.what();
    EXPECT_EQ(text.find('\n'), std::string::npos) << text;
    EXPECT_NE(text.find(GetParam().names), std::string::npos) << text;
  }
}

/// `option` with each of those values.
std::vector<Mistake> bad_values(const std::string& option, const std::vector<std::string>& values) {
  std::vector<Mistake> mistakes;
  for (const std::string& value : values) {
    mistakes.push_back({{option, value}, option});
  }
  return mistakes;
}

std::vector<Mistake> mistakes() {
  std::vector<Mistake> all = {
      {{"-x"}, "-x"},
      {{"http://i/"}, "http"},
      {{"-n", "10", "-c", "11"}, "-c"},
      {{"--duration", "1", "-t", "1"}, "--duration"},
      {{"--arrivals", "poisson"}, "--arrivals"},
      {{"--queue", "10"}, "--queue"},
      {{"--phase", "10"}, "--phase"},
      {{"--seed", "1"}, "--seed"},
      {{"--phase", "10", "--rate", "1", "--arrivals", "poisson"}, "--phase"},
      {{"--seed", "1", "--rate", "1", "--arrivals", "constant"}, "--seed"},
      {{"--start-at", "9223372036854775807"}, "--start-at"},
      {{"-n", "10", "-c", "2", "--threads", "3"}, "--threads"},
      {{"-p", "/dev/null", "-u", "/dev/null"}, "-u"},
      {{"-i", "-p", "/dev/null"}, "-i"},
      {{"-i", "-u", "/dev/null"}, "-i"},
      {{"-i", "-m", "GET"}, "-i"},
      {{"-P", "u:p"}, "-P"},
      {{"-p", "/dev/null", "-T", "a/b\r\nX: y"}, "-T"},
      {{"-p", "/dev/null", "-H", "Content-Length: 3"}, "Content-Length"},
      {{"-u", "/dev/null", "-H", "Transfer-Encoding: chunked"}, "Transfer-Encoding"},
      {{"-H", "Content-Length: 0", "-H", "content-length: 0"}, "Content-Length"},
      {{"-H", "Host: a", "-H", "host: b"}, "Host"},
      {{"--json", "same", "--csv", "./same"}, "--csv"},
      {{"-e", "same", "-g", "same"}, "-g"},
  };
  const auto add = [&](const std::string& option, const std::vector<std::string>& values) {
    const std::vector<Mistake> more = bad_values(option, values);
    all.insert(all.end(), more.begin(), more.end());
  };
  for (const char* const option : {"-n", "-c", "-s", "-t", "-b", "--threads"}) {
    add(option,
        {"0", "-1", "-0", "+1", " 1", "x", "1.5", "0x10", "nan", "99999999999999999999", ""});
  }
  add("-v", {"5", "-1"});
  add("--queue", {"-1", "x"});
  for (const char* const option : {"--start-at", "--phase", "--seed"}) {
    add(option, {"-1", "+1", "1.5", "1s", "0x10", "9223372036854775808", ""});
  }
  add("--expect-status", {"99", "600"});
  add("--rate", {"0", "-1", "-0", "+1", " 1", "nan", "inf", "0x10", "1x", "10000001", "x", ""});
  add("--arrivals", {"often"});
  add("--engine", {"steam"});
  add("--duration", {"0", "0ms", "x", "1h", "-1", "nan", "inf", "0x10", ""});
  add("--warmup", {"x", "-1", "-0", "-0s", "nan", "inf", "0x10", ""});
  add("-H", {"no colon", ": no name", "A: b\r\nC: d", "A b: c", "Content-Length : 0", " A: b"});
  // What would be sent is not framed so (RFC 9112 §6).
  add("-H", {"Transfer-Encoding: chunked", "transfer-encoding: identity", "Content-Length: 3",
             "content-length: -1", "Content-Length: 0x0", "Content-Length:"});
  add("-C", {"ab", "=b", "a=b\nc"});
  add("-A", {"user", "user:p\nX: y"});
  add("-P", {"user"});
  add("-X", {"proxy", ":80", "proxy:x", "proxy:0"});
  add("-m", {"GE T", "", "CONNECT"});
  for (const char* const option : {"-p", "-u"}) {
    add(option, {"/", "/dev/zero"});
  }
  for (const char* const option : {"--json", "--csv", "--timeline", "-e", "-g"}) {
    add(option, {"", "/no/such/folder/x", "/", "/proc/x", "/etc/passwd/x"});
  }
  return all;
}

INSTANTIATE_TEST_SUITE_P(, BadCommandLines, testing::ValuesIn(mistakes()));

TEST(CommandLine, NeedsAUrl) {
  EXPECT_THROW(parse({}), common::UsageError);
  EXPECT_THROW(parse({"-n", "http://h/"}), common::UsageError);
  EXPECT_THROW(parse({"https://h/"}), common::UsageError);
}

}  // namespace
}  // namespace tiga::loadgen::cli
