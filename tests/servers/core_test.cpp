// What servers share: resources, counters, buffers, the pool, the command line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

#include "common/error.hpp"
#include "common/files.hpp"
#include "servers/core/cli.hpp"
#include "servers/core/content/resources.hpp"
#include "servers/core/counters.hpp"
#include "servers/core/pool.hpp"
#include "servers/core/read_buffer.hpp"

namespace tiga::servers::core {
namespace {

http::Request get(std::string_view path) {
  http::Request request;
  request.method = http::Method::get;
  request.path = path;
  return request;
}

class ResourcesTest : public testing::Test {
 protected:
  ResourcesTest() {
    namespace fs = std::filesystem;
    common::write_file(outside_.path() / "secret", "secret");
    common::write_file(root_.path() / "a.html", "<p>");
    fs::create_directory(root_.path() / "folder");
    fs::create_symlink(outside_.path() / "secret", root_.path() / "link-out");
    fs::create_symlink("a.html", root_.path() / "link-in");
    mkfifo((root_.path() / "fifo").c_str(), 0600);
  }

  http::Status status(std::string_view path) const {
    return Resources(root_.path()).reply_to(get(path)).status;
  }

  common::TemporaryFolder root_;
  common::TemporaryFolder outside_;
};

TEST_F(ResourcesTest, OnlyRegularFilesBelowTheRootAreServed) {
  EXPECT_EQ(status("/a.html"), http::Status::ok);
  EXPECT_EQ(status("/link-in"), http::Status::ok);
  for (const std::string& path : std::initializer_list<std::string>{
           "/link-out", "/folder", "/folder/", "/fifo", "/missing",
           "/../" + outside_.path().string() + "/secret", "/%2e%2e/x", "/a.html/", "/a.html/b"}) {
    EXPECT_EQ(status(path), http::Status::not_found) << path;
  }
  EXPECT_EQ(status("/%zz"), http::Status::bad_request);
}

TEST_F(ResourcesTest, WithoutARootThereAreNoFiles) {
  EXPECT_EQ(Resources({}).reply_to(get("/a.html")).status, http::Status::not_found);
  EXPECT_EQ(Resources({}).reply_to(get("/")).content.size(), 3U);
}

TEST_F(ResourcesTest, KnownAndUnknownMethodsGetTheirStatus) {
  const Resources resources(root_.path());
  http::Request request = get("/a.html");
  request.method = http::Method::delete_;
  EXPECT_EQ(resources.reply_to(request).status, http::Status::method_not_allowed);
  EXPECT_TRUE(resources.reply_to(request).allow);
  request.method = http::Method::unknown;
  EXPECT_EQ(resources.reply_to(request).status, http::Status::not_implemented);
  request.method = http::Method::post;
  EXPECT_TRUE(resources.reply_to(request).echo);
}

TEST(Counters, JsonContainsEachCounterOnce) {
  Counters counters;
  counters.requests.add(3);
  counters.replies_by_class[2].add(2);
  const std::string json = counters.to_json();
  EXPECT_THAT(json, testing::HasSubstr("\"requests\": 3,"));
  EXPECT_THAT(json, testing::HasSubstr("\"replies_2xx\": 2,"));
  EXPECT_THAT(json, testing::StartsWith("{"));
  EXPECT_THAT(json, testing::EndsWith("}\n"));
}

TEST(ReadBuffer, MovesItsContentToTheFrontWhenItIsFull) {
  ReadBuffer buffer(4);
  std::memcpy(buffer.room().data(), "abcd", 4);
  buffer.commit(4);
  EXPECT_TRUE(buffer.full());
  EXPECT_TRUE(buffer.room().empty());
  buffer.consume(3);
  EXPECT_EQ(buffer.room().size(), 3U);
  EXPECT_EQ(buffer.view(), "d");
  buffer.consume(1);
  EXPECT_TRUE(buffer.empty());
  EXPECT_EQ(buffer.room().size(), 4U);
}

struct Counted {
  void clear() { ++cleared; }
  int cleared = 0;
};

TEST(Pool, LendsTheMostRecentlyReturnedAndKeepsFew) {
  int made = 0;
  Pool<Counted> pool(1, [&made] {
    ++made;
    return std::make_unique<Counted>();
  });
  auto first = pool.lend();
  auto second = pool.lend();
  const Counted* const kept = first.get();
  first.reset();
  second.reset();  // one too many: freed
  EXPECT_EQ(pool.lend().get(), kept);
  EXPECT_EQ(made, 2);
}

std::optional<Options> parse(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "server");
  return parse_command_line(static_cast<int>(arguments.size()), arguments.data(),
                            {"server", "a server", 45000});
}

TEST(CommandLine, ReadsDefaultsAndValues) {
  EXPECT_EQ(parse({})->port, 45000);
  const auto options =
      parse({"0", "--header-timeout", "0.5", "--log", "requests", "--max-content", "10"});
  EXPECT_EQ(options->port, 0);
  EXPECT_EQ(options->header_timeout, std::chrono::milliseconds(500));
  EXPECT_EQ(options->log, LogLevel::requests);
  EXPECT_EQ(options->limits.content, 10U);
  const auto floors = parse({"--min-body-rate", "7", "--min-read-rate", "0", "--rate-grace", "2",
                             "--max-connections-per-address", "3"});
  EXPECT_EQ(floors->body_floor().bytes_per_second, 7U);
  EXPECT_EQ(floors->body_floor().grace, std::chrono::seconds(2));
  EXPECT_FALSE(floors->read_floor().holds());
  EXPECT_EQ(floors->max_connections_per_address, 3U);
  EXPECT_EQ(parse({"--file-cache", "2"})->file_cache, std::size_t{2} << 20);
  EXPECT_EQ(parse({"--file-cache", "0"})->file_cache, 0U);
}

void expect_refusal(const std::vector<const char*>& arguments) {
  try {
    parse(arguments);
    ADD_FAILURE() << testing::PrintToString(arguments) << " was accepted";
  } catch (const common::UsageError& error) {
    EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos) << error.what();
  }
}

TEST(CommandLine, EachMistakeIsReportedOnOneLine) {
  const std::initializer_list<std::vector<const char*>> mistakes = {{"--no-such-option"},
                                                                    {"65536"},
                                                                    {"-1"},
                                                                    {"abc"},
                                                                    {"1", "2"},
                                                                    {"--log", "loud"},
                                                                    {"--backlog"},
                                                                    {"--header-timeout", "0"},
                                                                    {"--max-connections", "0"},
                                                                    {"--stats-file", ""}};
  for (const auto& arguments : mistakes) {
    expect_refusal(arguments);
  }
  EXPECT_THROW(parse({"--root", "/no/such/folder"}), common::CannotRun);
}

TEST(CommandLine, EachNumberIsInDecimalDigitsAlone) {
  for (const char* const value : {"", "x", "-1", "-0", "+1", " 1", "1 ", "0x10", "1x", "nan",
                                  "-nan", "inf", "infinity", "1,5", "99999999999999999999"}) {
    for (const char* const seconds : {"--header-timeout", "--body-timeout", "--idle-timeout",
                                      "--rate-grace", "--drain-timeout"}) {
      expect_refusal({seconds, value});
    }
    for (const char* const whole :
         {"--file-cache", "--backlog", "--max-connections", "--max-connections-per-address",
          "--max-target", "--max-header", "--max-fields", "--max-content", "--min-body-rate",
          "--min-read-rate"}) {
      expect_refusal({whole, value});
    }
    expect_refusal({value});  // PORT
  }
  EXPECT_EQ(parse({"--backlog", "0010"})->backlog, 10) << "not octal";
}

TEST(CommandLine, AStatsFileThatCannotBeWrittenIsRefused) {
  const common::TemporaryFolder folder;
  common::write_file(folder.path() / "file", "");
  for (const std::filesystem::path& file :
       {folder.path(), folder.path() / "missing" / "stats", folder.path() / "file" / "stats",
        folder.path() / "", std::filesystem::path("/proc/stats")}) {
    EXPECT_THROW(parse({"--stats-file", file.c_str()}), common::CannotRun) << file;
  }
  const auto stats = folder.path() / "stats";
  EXPECT_EQ(parse({"--stats-file", stats.c_str()})->stats_file, stats);
  EXPECT_FALSE(std::filesystem::exists(stats));
}

}  // namespace
}  // namespace tiga::servers::core
