// Which files each server serves, and that they are complete.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <array>
#include <atomic>
#include <filesystem>
#include <thread>

#include "common/child_process.hpp"
#include "tests/e2e/deployment.hpp"
#include "tests/support/client.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/replies.hpp"
#include "tests/support/wait.hpp"

namespace tiga::tests {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view secret = "this must not get out";

class Files : public OnEachServer {
 protected:
  void SetUp() override {
    fs::create_directory(root());
    fs::create_directory(root() / "folder");
    common::write_file(root() / "file.html", "inside");
    common::write_file(root() / "folder" / "named-so", "inside");
    common::write_file(folder_.path() / "secret", secret);
    servers_.emplace(architecture(), DeploymentOptions{.options = {"--root", root().string()}});
  }
  void TearDown() override { servers_->expect_clean_end(); }

  fs::path root() const { return folder_.path() / "root"; }

  // The one reply to a GET, with these further lines, of its own connection; status 0 where none
  // came.
  Reply get(const std::string& target, const std::string& lines = "") const {
    Client client(servers_->port());
    client.send("GET " + target + " HTTP/1.1\r\nHost: a\r\n" + lines + "Connection: close\r\n\r\n");
    const ReplyReader replies = receive_replies(client, 1);
    EXPECT_EQ(replies.error(), "") << target;
    return replies.final_count() == 0 ? Reply{} : replies.replies().back();
  }
  void expect_refused(const std::string& target) const {
    const Reply reply = get(target);
    EXPECT_THAT(reply.status, AnyOf(400, 404)) << target;
    EXPECT_THAT(reply.content, Not(HasSubstr(secret))) << target;
    EXPECT_THAT(reply.content, Not(HasSubstr("named-so"))) << target;
  }

  common::TemporaryFolder folder_;
  std::optional<Deployment> servers_;
};

TEST_P(Files, NoTargetLeavesTheRoot) {
  EXPECT_EQ(get("/file.html").content, "inside");
  for (const char* target :
       {"/../secret", "/%2e%2e/secret", "/..%2fsecret", "/.%2e/secret", "/folder/../../secret",
        "/folder/%2e%2e/%2e%2e/secret", "/%252e%252e/secret", "/..%5csecret", "/..\\secret",
        "//../secret", "/./../secret", "/..;/secret", "/%c0%ae%c0%ae/secret",
        "/file.html/../../secret", "/file.html%00", "/../root/../secret", "/..%00/secret"}) {
    expect_refused(target);
  }
  expect_refused((folder_.path() / "secret").string());
  expect_refused("/" + (folder_.path() / "secret").string());
  expect_refused("http://a/../secret");
}

TEST_P(Files, NoSymlinkLeavesTheRoot) {
  fs::create_symlink(folder_.path() / "secret", root() / "absolute");
  fs::create_symlink("../secret", root() / "relative");
  fs::create_symlink(folder_.path(), root() / "outside");
  fs::create_symlink("..", root() / "folder" / "up");
  fs::create_symlink("/proc/self/root" + (folder_.path() / "secret").string(), root() / "magic");
  fs::create_symlink("loop", root() / "loop");
  fs::create_symlink("gone", root() / "dangling");
  for (const char* target : {"/absolute", "/relative", "/outside/secret", "/folder/up/../secret",
                             "/outside/root/../secret", "/magic", "/loop", "/dangling"}) {
    expect_refused(target);
  }
  fs::create_symlink("../file.html", root() / "folder" / "link");
  EXPECT_EQ(get("/folder/link").content, "inside") << "one that stays inside may be followed";
}

// As long as a cached file may be served without a new check.
constexpr auto validity = 1s;
constexpr int asked_of_each = 8;  // a balancer asks four backends in turn

TEST_P(Files, RefusesASymlinkThatLeavesTheRootAfterTheFirstLookup) {
  fs::create_symlink("file.html", root() / "link");
  std::this_thread::sleep_for(100ms);  // what has just changed is not kept
  for (int count = 0; count < asked_of_each; ++count) {
    EXPECT_EQ(get("/link").content, "inside");
  }
  fs::remove(root() / "link");
  fs::create_symlink("../secret", root() / "link");
  std::this_thread::sleep_for(validity);
  for (int count = 0; count < asked_of_each; ++count) {
    expect_refused("/link");
  }
}

TEST_P(Files, AReplacedFileIsServedFromTheNextLookupOn) {
  std::this_thread::sleep_for(100ms);
  for (int count = 0; count < asked_of_each; ++count) {
    EXPECT_EQ(get("/file.html").content, "inside");
  }
  common::write_file(root() / "file.html", "beside");
  fs::remove(root() / "folder" / "named-so");
  std::this_thread::sleep_for(validity);
  for (int count = 0; count < asked_of_each; ++count) {
    EXPECT_EQ(get("/file.html").content, "beside");
    EXPECT_EQ(get("/folder/named-so").status, 404);
  }
}

TEST_P(Files, OnlyRegularFilesAreServedAndNoFolderIsListed) {
  ASSERT_EQ(::mkfifo((root() / "pipe").c_str(), 0600), 0);
  const common::UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = root() / "socket";
  ASSERT_LT(path.size(), sizeof address.sun_path);
  path.copy(address.sun_path, path.size());
  ASSERT_EQ(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  for (const char* target :
       {"/pipe", "/socket", "/folder", "/folder/", "/folder/.", "/.", "/./", "/file.html/"}) {
    const Reply reply = get(target);
    EXPECT_THAT(reply.content, Not(HasSubstr("named-so"))) << target;
    if (target != std::string_view("/.") && target != std::string_view("/./")) {
      EXPECT_EQ(reply.status, 404) << target;
    }
  }
}

// One that is sent from memory, and one by sendfile(2).
TEST_P(Files, AreSentInPartAndOnlyToThoseWhoDoNotHaveThem) {
  std::string content;
  for (int number = 0; content.size() < 300'000; ++number) {
    content += std::to_string(number) + '\n';
  }
  common::write_file(root() / "large", content);
  common::write_file(root() / "small", content.substr(0, 3000));
  for (const std::string name : {"/small", "/large"}) {
    const std::string whole = get(name).content;
    std::string tag;
    EXPECT_TRUE(wait_until([&] {  // until it has not changed for a while
      tag = get(name).field("ETag").value_or("");
      return tag.starts_with('"');
    }));
    for (int count = 0; count < asked_of_each; ++count) {
      EXPECT_EQ(get(name, "If-None-Match: " + tag + "\r\n").status, 304);
    }
    const auto part = [&](const std::string& range) {
      const Reply reply = get(name, "Range: bytes=" + range + "\r\nIf-Range: " + tag + "\r\n");
      EXPECT_EQ(reply.status, 206) << range;
      return reply.content;
    };
    EXPECT_EQ(part("0-0"), whole.substr(0, 1));
    EXPECT_EQ(part("1000-2999"), whole.substr(1000, 2000));
    EXPECT_EQ(part("-2500"), whole.substr(whole.size() - 2500));
    EXPECT_EQ(part("1-"), whole.substr(1));
    EXPECT_EQ(get(name, "Range: bytes=300100-\r\n").status, 416);
    EXPECT_EQ(get(name, "If-Match: \"other\"\r\n").status, 412);
    EXPECT_EQ(get(name, "Range: bytes=0-0\r\nIf-Range: \"other\"\r\n").content, whole);
  }
}

TEST_P(Files, LoadgenMeasuresRepliesToThoseWhoHaveThem) {
  for (const char* keep_alive : {"-k", "-q"}) {
    common::Command command;
    command.arguments = {program("loadgen"),
                         "-q",
                         keep_alive,
                         "-n",
                         "40",
                         "-c",
                         "4",
                         "-H",
                         "If-None-Match: *",
                         "--expect-status",
                         "304",
                         servers_->url("/file.html")};
    const common::CommandResult result = common::run_command(command, 20s);
    EXPECT_TRUE(result.report.succeeded()) << result.output << result.error;
  }
}

// Below and above the size up to which a file is sent together with its head.
constexpr std::array<std::size_t, 2> small = {1000, 3000};
constexpr std::array<std::size_t, 2> large = {300'000, 200'000};
constexpr int reads_each = 100;

class Replacement : public Files {
 protected:
  std::string version(std::size_t which, const std::array<std::size_t, 2>& sizes) const {
    return std::string(sizes[which], which == 0 ? 'a' : 'b');
  }

  // Replaces the file by rename, and removes it, until all clients have read it so often.
  void expect_whole_under_load(const std::array<std::size_t, 2>& sizes) {
    std::atomic<int> reading{3};
    std::array<std::atomic<int>, 3> seen{};  // either version, and 404
    const auto read = [&] {
      const auto deadline = common::Deadline::after(20s);
      const auto both_seen = [&] { return seen[0] > 0 && seen[1] > 0; };
      for (int count = 0; (count < reads_each || !both_seen()) && !deadline.passed(); ++count) {
        const Reply reply = get("/changing");
        const std::size_t which = reply.status == 404 ? 2 : reply.content.starts_with('b') ? 1 : 0;
        ++seen[which];
        EXPECT_THAT(reply.status, AnyOf(200, 404));
        EXPECT_TRUE(which == 2 || reply.content == version(which, sizes))
            << "neither version: " << reply.content.size() << " bytes";
      }
      --reading;
    };
    std::array<std::jthread, 3> readers = {std::jthread(read), std::jthread(read),
                                           std::jthread(read)};
    while (reading > 0) {
      for (const std::size_t which : {0U, 1U, 0U, 1U}) {
        common::write_file(root() / "changing", version(which, sizes));
        std::this_thread::sleep_for(1ms);
      }
      fs::remove(root() / "changing");
    }
    EXPECT_GT(seen[0], 0);
    EXPECT_GT(seen[1], 0);
  }
};

TEST_P(Replacement, OfASmallFileUnderLoadIsAtomicForClients) { expect_whole_under_load(small); }
TEST_P(Replacement, OfALargeFileUnderLoadIsAtomicForClients) { expect_whole_under_load(large); }

TIGA_ON_EACH_SERVER(Files);
TIGA_ON_EACH_SERVER(Replacement);

}  // namespace
}  // namespace tiga::tests
