// What stands below /workload/: how it is written in a path, and that work takes what it says.
#include "servers/core/content/workload.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "common/clock.hpp"
#include "common/files.hpp"
#include "common/unique_fd.hpp"
#include "servers/core/content/resources.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/skip.hpp"

namespace tiga::servers::core {
namespace {

using namespace std::chrono_literals;

TEST(Workload, IsParsedFromThePath) {
  const Reply burn = workload_reply("/workload/cpu/500");
  EXPECT_EQ(burn.work.kind, Work::Kind::burn);
  EXPECT_EQ(burn.work.span, 500us);
  EXPECT_EQ(burn.content, "OK\n");
  const Reply sleep = workload_reply("/workload/sleep/5");
  EXPECT_EQ(sleep.work.kind, Work::Kind::sleep);
  EXPECT_EQ(sleep.work.span, 5ms);
  const Reply bytes = workload_reply("/workload/bytes/1048576");
  EXPECT_FALSE(bytes.work);
  EXPECT_EQ(bytes.filler, 1'048'576u);
  EXPECT_FALSE(bytes.length_unsaid);
  const Reply stream = workload_reply("/workload/stream/0");
  EXPECT_EQ(stream.filler, 0u);
  EXPECT_TRUE(stream.length_unsaid);
  for (const char* const most : {"/workload/cpu/1000000", "/workload/sleep/10000",
                                 "/workload/bytes/1073741824", "/workload/stream/1073741824"}) {
    EXPECT_EQ(workload_reply(most).status, http::Status::ok) << most;
  }
  for (const Workload& workload : workloads()) {
    const std::string path = fmt::format("/workload/{}/", workload.name);
    EXPECT_EQ(workload_reply(path + std::to_string(workload.most)).status, http::Status::ok);
    EXPECT_EQ(workload_reply(path + std::to_string(workload.most + 1)).status,
              http::Status::bad_request);
  }
}

TEST(Workload, AnInvalidNumberIsReportedInOneLine) {
  std::vector<std::string> kinds;
  for (const Workload& workload : workloads()) {
    kinds.emplace_back(workload.name);
  }
  ASSERT_THAT(kinds, testing::IsSupersetOf({"cpu", "sleep", "bytes", "stream"}));
  for (const std::string& kind : kinds) {
    for (const std::string figure : {"", "/", "/x", "/5x", "/-5", "/+5", "/ 5", "/5/",
                                     "/1073741825", "/99999999999999999999", "/0x5", "/1e3"}) {
      const Reply reply = workload_reply("/workload/" + kind + figure);
      EXPECT_EQ(reply.status, http::Status::bad_request) << kind << figure;
      EXPECT_FALSE(reply.work);
      EXPECT_FALSE(reply.filler);
      EXPECT_EQ(std::ranges::count(reply.content, '\n'), 1);
      EXPECT_NE(reply.content.find(kind + " takes a whole number of "), std::string::npos);
    }
  }
  EXPECT_EQ(workload_reply("/workload/cpu/1000001").status, http::Status::bad_request);
  EXPECT_EQ(workload_reply("/workload/sleep/10001").status, http::Status::bad_request);
  EXPECT_EQ(workload_reply("/workload/cpu/1000001").content,
            "400 Bad Request: cpu takes a whole number of microseconds, 1000000 at most\n");
}

// From rows like "| `/workload/NAME/UNIT` | what it does | unit of the figure | 1,000 |".
TEST(WorkloadsPage, HasEachWorkloadWithItsUnitAndLimit) {
  const std::string page = common::read_file(tests::source_folder() / "docs" / "workloads.md");
  static const std::regex row(
      "\n\\| `/workload/([a-z0-9-]+)/[A-Z]+` \\| [^|]+ \\| ([^|]+) \\| ([0-9,]+) \\|");
  std::vector<std::string> on_page;
  for (std::sregex_iterator match(page.begin(), page.end(), row), end; match != end; ++match) {
    std::string limit = (*match)[3];
    std::erase(limit, ',');
    on_page.push_back(fmt::format("{}: {}, {}", (*match)[1].str(), (*match)[2].str(), limit));
  }
  std::vector<testing::Matcher<std::string>> expected;
  for (const Workload& workload : workloads()) {
    const std::string begin = fmt::format("{}: {}", workload.name, workload.unit);
    expected.push_back(testing::AllOf(testing::StartsWith(begin),
                                      testing::EndsWith(fmt::format(", {}", workload.most))));
  }
  EXPECT_THAT(on_page, testing::ElementsAreArray(expected)) << "docs/workloads.md";
}

TEST(Workload, OtherPathsAreNotWorkloads) {
  for (const char* const path : {"/workload/", "/workload/CPU/5", "/workload/nothing/5",
                                 "/workload//5", "/workload/cpu5", "/workload/./cpu/5"}) {
    EXPECT_EQ(workload_reply(path).status, http::Status::not_found) << path;
  }
}

// A folder on the disk that the build is on: that for temporary files may be in memory.
class FolderOnDisk {
 public:
  FolderOnDisk() { std::filesystem::create_directory(path_); }
  ~FolderOnDisk() { std::filesystem::remove_all(path_); }
  FolderOnDisk(const FolderOnDisk&) = delete;
  FolderOnDisk& operator=(const FolderOnDisk&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  const common::TemporaryFolder unique_;
  const std::filesystem::path path_ =
      std::filesystem::path(TIGA_BIN_DIR) / unique_.path().filename();
};

class ColdFile : public testing::Test {
 protected:
  static http::Request get(std::string_view path) {
    http::Request request;
    request.method = http::Method::get;
    request.path = path;
    return request;
  }
  Reply reply_to(std::string_view path) const { return resources_.reply_to(get(path)); }

  FolderOnDisk root_;
  Resources resources_{root_.path(), std::size_t{1} << 20};
};

// The pages of a file that the kernel holds (mincore(2)).
std::size_t pages_held(const std::filesystem::path& file) {
  const common::UniqueFd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  const std::size_t size = std::filesystem::file_size(file);
  void* const mapped = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, fd.get(), 0);
  std::vector<unsigned char> held(size / 4096);
  EXPECT_EQ(::mincore(mapped, size, held.data()), 0);
  ::munmap(mapped, size);
  return static_cast<std::size_t>(
      std::ranges::count_if(held, [](unsigned char page) { return (page & 1U) != 0; }));
}

// Bytes that this thread has had read from a disk (proc(5)).
std::uint64_t bytes_from_disk() {
  std::istringstream lines(common::read_file("/proc/thread-self/io"));
  for (std::string name; lines >> name;) {
    std::uint64_t bytes = 0;
    lines >> bytes;
    if (name == "read_bytes:") {
      return bytes;
    }
  }
  return 0;
}

TEST_F(ColdFile, IsReadFromTheDiskEachTime) {
  constexpr std::size_t size = 64 * 4096;
  const std::filesystem::path file = root_.path() / "file.html";
  common::write_file(file, std::string(size, 'x'));
  const common::UniqueFd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  ASSERT_EQ(::fsync(fd.get()), 0);
  ::posix_fadvise(fd.get(), 0, 0, POSIX_FADV_DONTNEED);
  TIGA_SKIP_UNLESS(pages_held(file) == 0, "a build folder on a disk");
  for (int time = 0; time < 2; ++time) {
    const Reply reply = reply_to("/workload/cold/file.html");
    ASSERT_TRUE(reply.held);
    EXPECT_EQ(reply.held->content_type, "text/html");
    EXPECT_EQ(reply.held->content, "") << "not through the cache";
    EXPECT_TRUE(reply.file.fd);
    EXPECT_EQ(reply.file.left, size);
    ASSERT_EQ(reply.work.kind, Work::Kind::read);
    const std::uint64_t before = bytes_from_disk();
    perform(reply.work);
    EXPECT_GE(bytes_from_disk() - before, size);
    EXPECT_EQ(pages_held(file), 64u) << "what follows is sent from memory";
  }
}

// Whoever reads may do so after the connection has gone.
TEST_F(ColdFile, IsReadThroughItsOwnDescriptor) {
  common::write_file(root_.path() / "file", "content");
  Reply reply = reply_to("/workload/cold/file");
  ASSERT_EQ(reply.work.kind, Work::Kind::read);
  EXPECT_NE(reply.work.file->get(), reply.file.fd.get());
  const Work work = reply.work;
  reply = {};
  EXPECT_NE(::fcntl(work.file->get(), F_GETFD), -1);
  perform(work);
}

TEST_F(ColdFile, AnEmptyFileNeedsNoWork) {
  common::write_file(root_.path() / "empty", "");
  const Reply reply = reply_to("/workload/cold/empty");
  EXPECT_EQ(reply.status, http::Status::ok);
  EXPECT_FALSE(reply.work);
  EXPECT_FALSE(reply.file.fd);
}

TEST_F(ColdFile, OutsideTheRootIsNotFound) {
  common::TemporaryFolder outside;
  common::write_file(outside.path() / "secret", "secret");
  std::filesystem::create_directory(root_.path() / "folder");
  std::filesystem::create_symlink(outside.path() / "secret", root_.path() / "link");
  for (const char* const path :
       {"/workload/cold", "/workload/cold/", "/workload/cold/none", "/workload/cold/folder",
        "/workload/cold/link", "/workload/cold/../../secret", "/workload/cold/%2e%2e/secret",
        "/workload/colder"}) {
    const Reply reply = reply_to(path);
    EXPECT_EQ(reply.status, http::Status::not_found) << path;
    EXPECT_FALSE(reply.work) << path;
    EXPECT_FALSE(reply.file.fd) << path;
  }
  EXPECT_EQ(reply_to("/workload/cold/%zz").status, http::Status::bad_request);
  EXPECT_EQ(Resources({}).reply_to(get("/workload/cold/file")).status, http::Status::not_found);
}

// The process's clock, where what is tested uses the thread's.
std::chrono::nanoseconds process_cpu_time() {
  timespec time{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

TEST(Workload, UsesTheRequestedCpuTime) {
  std::array<std::chrono::nanoseconds, 101> taken{};
  for (auto& span : taken) {
    const auto before = process_cpu_time();
    perform({Work::Kind::burn, 200us});
    span = process_cpu_time() - before;
  }
  std::ranges::sort(taken);
  const auto median = std::chrono::duration<double, std::micro>(taken[taken.size() / 2]).count();
  EXPECT_NEAR(median, 200, 10);
}

TEST(Workload, SleepsAtLeastTheRequestedTime) {
  const auto before = common::SteadyClock::now();
  perform({Work::Kind::sleep, 5ms});
  EXPECT_GE(common::SteadyClock::now() - before, 5ms);
}

}  // namespace
}  // namespace tiga::servers::core
