#include "common/files.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <thread>

#include "common/error.hpp"

namespace tiga::common {
namespace {

namespace fs = std::filesystem;

std::size_t entries(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST(WriteFile, WritesAnyBytesAndReplaces) {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "file";
  const std::string bytes("a\0\r\n\xff", 5);
  write_file(path, bytes);
  EXPECT_EQ(read_file(path), bytes);
  write_file(path, "");
  EXPECT_EQ(read_file(path), "");
  EXPECT_EQ(entries(folder.path()), 1U);
}

TEST(WriteFile, IsKnownBeforehandToFailOrNot) {
  const TemporaryFolder folder;
  write_file(folder.path() / "old", "x");
  for (const char* const writable : {"new", "old"}) {
    EXPECT_EQ(why_not_writable(folder.path() / writable), "") << writable;
  }
  EXPECT_EQ(read_file(folder.path() / "old"), "x");
  EXPECT_EQ(entries(folder.path()), 1U) << "it left something behind";
  for (const fs::path& unwritable :
       {folder.path(), folder.path() / "", fs::path("/"), folder.path() / "missing" / "file",
        folder.path() / "old" / "file", folder.path() / std::string(300, 'x'), fs::path("/proc/x"),
        fs::path()}) {
    EXPECT_NE(why_not_writable(unwritable), "") << unwritable;
    EXPECT_THROW(check_output_file("--file", unwritable), UsageError);
  }
  EXPECT_EQ(why_not_writable(folder.path()),
            "cannot write " + folder.path().string() + ": it is a folder");
}

TEST(WriteFile, LeavesNothingBehindOnFailure) {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / "taken");
  write_file(folder.path() / "taken" / "inside", "x");
  EXPECT_THROW(write_file(folder.path() / "taken", "x"), CannotRun);  // rename onto a folder
  EXPECT_EQ(entries(folder.path()), 1U);
  EXPECT_THROW(write_file(folder.path() / "missing" / "file", "x"), CannotRun);
}

TEST(WriteFile, AReaderNeverSeesAPartialFile) {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "file";
  const std::string small(10, 'a');
  const std::string large(1 << 20, 'b');
  write_file(path, small);
  std::atomic<bool> done = false;
  std::thread writer([&] {
    for (int round = 0; round < 20; ++round) {
      write_file(path, round % 2 == 0 ? large : small);
    }
    done = true;
  });
  while (!done) {
    const std::string seen = read_file(path);
    EXPECT_TRUE(seen == small || seen == large) << seen.size();
  }
  writer.join();
}

TEST(ReadFile, CannotReadAMissingFile) { EXPECT_THROW(read_file("/no/such/file"), CannotRun); }

/// A folder can be opened like a file: only reading it fails.
TEST(ReadFile, CannotReadAFolder) { EXPECT_THROW(read_file("/"), CannotRun); }

TEST(ReadFile, ReadsNoMoreThanItIsTold) {
  EXPECT_EQ(read_file("/dev/zero", 100'000), std::string(100'000, '\0'));
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "file";
  write_file(path, "content");
  EXPECT_EQ(read_file(path, 3), "con");
  EXPECT_EQ(read_file(path, 100), "content");
  EXPECT_EQ(read_file(path, 0), "");
}

TEST(ReadFile, ReadsAPipeToItsEnd) {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "pipe";
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  const std::string content(200'000, 'x');  // more than a pipe holds
  std::thread writer([&] {
    std::FILE* const pipe = std::fopen(path.c_str(), "wb");
    std::fwrite(content.data(), 1, content.size(), pipe);
    std::fclose(pipe);
  });
  EXPECT_EQ(read_file(path), content);
  writer.join();
}

TEST(ReadRegularFile, RefusesWhatWouldMakeItWait) {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "pipe";
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  EXPECT_THROW(read_regular_file(path), CannotRun);
  EXPECT_THROW(read_regular_file("/dev/zero"), CannotRun);
  EXPECT_THROW(read_regular_file(folder.path() / "missing"), CannotRun);
  write_file(folder.path() / "file", "content");
  EXPECT_EQ(read_regular_file(folder.path() / "file"), "content");
}

TEST(TemporaryFolder, IsPrivateAndIsRemoved) {
  fs::path path;
  {
    const TemporaryFolder folder;
    path = folder.path();
    struct stat status {};
    ASSERT_EQ(::stat(path.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0700U);
    fs::create_directories(path / "a" / "b");
    write_file(path / "a" / "b" / "c", "x");
  }
  EXPECT_FALSE(fs::exists(path));
}

// Sets TMPDIR for this process while it lives.
class TemporaryPlace {
 public:
  explicit TemporaryPlace(const char* place) {
    if (const char* const before = std::getenv("TMPDIR")) {
      before_ = before;
    }
    ::setenv("TMPDIR", place, 1);
  }
  TemporaryPlace(const TemporaryPlace&) = delete;
  TemporaryPlace& operator=(const TemporaryPlace&) = delete;
  ~TemporaryPlace() { before_ ? ::setenv("TMPDIR", before_->c_str(), 1) : ::unsetenv("TMPDIR"); }

 private:
  std::optional<std::string> before_;
};

TEST(TemporaryFolder, HasANameThatOtherFoldersUnderstand) {
  const TemporaryPlace here(".");
  EXPECT_TRUE(TemporaryFolder().path().is_absolute());
}

TEST(TemporaryFolder, SaysThatThereIsNoPlaceForIt) {
  const TemporaryPlace nowhere("/nonexistent");
  EXPECT_THAT([] { const TemporaryFolder folder; },
              testing::ThrowsMessage<CannotRun>(testing::HasSubstr("TMPDIR")));
}

}  // namespace
}  // namespace tiga::common
