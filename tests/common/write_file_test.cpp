// What write_file does with what is no plain file, and when the disk is full.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <future>
#include <string>
#include <vector>

#include "common/error.hpp"
#include "common/files.hpp"
#include "common/unique_fd.hpp"
#include "tests/support/file_size_limit.hpp"

namespace tiga::common {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class WriteFileTo : public testing::Test {
 protected:
  fs::path path(const std::string& name) const { return folder_.path() / name; }
  std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_.path())) {
      found.push_back(entry.path().filename().string());
    }
    std::sort(found.begin(), found.end());
    return found;
  }
  static std::string failure_of(const fs::path& file, const std::string& content) {
    try {
      write_file(file, content);
      return "";
    } catch (const CannotRun& error) {
      return error.what();
    }
  }

 private:
  TemporaryFolder folder_;
};

unsigned mode_of(const fs::path& file) {
  struct stat status {};
  ::stat(file.c_str(), &status);
  return status.st_mode & 0777U;
}

std::string read_to_end(int descriptor) {
  std::string all;
  std::string chunk(4096, '\0');
  for (ssize_t got = 0; (got = ::read(descriptor, chunk.data(), chunk.size())) > 0;) {
    all.append(chunk, 0, static_cast<std::size_t>(got));
  }
  return all;
}

TEST_F(WriteFileTo, ALinkReplacesWhatItLeadsToAndTheLinkStands) {
  fs::create_directory(path("folder"));
  write_file(path("folder/target"), "old");
  fs::create_symlink("folder/target", path("near"));
  fs::create_symlink(path("near"), path("far"));
  write_file(path("far"), "new");
  EXPECT_EQ(read_file(path("folder/target")), "new");
  EXPECT_EQ(fs::read_symlink(path("near")), "folder/target");
  EXPECT_EQ(fs::read_symlink(path("far")), path("near"));
}

TEST_F(WriteFileTo, ALinkThatLeadsToNothingYetCreatesItsTarget) {
  fs::create_symlink("later", path("link"));
  write_file(path("link"), "x");
  EXPECT_TRUE(fs::is_symlink(path("link")));
  EXPECT_EQ(read_file(path("later")), "x");
}

TEST_F(WriteFileTo, LinksInACircleIsAnError) {
  fs::create_symlink("two", path("one"));
  fs::create_symlink("one", path("two"));
  EXPECT_THAT(failure_of(path("one"), "x"), HasSubstr("symbolic links"));
}

TEST_F(WriteFileTo, AFileKeepsItsMode) {
  write_file(path("secret"), "old");
  fs::permissions(path("secret"), fs::perms::owner_read | fs::perms::owner_write);
  write_file(path("secret"), "new");
  EXPECT_EQ(mode_of(path("secret")), 0600U);
}

TEST_F(WriteFileTo, AFileWithALongName) {
  const std::string name(255, 'n');  // NAME_MAX
  write_file(path(name), "x");
  EXPECT_THAT(names(), ElementsAre(name));
}

TEST_F(WriteFileTo, ADeviceLeavesTheDevice) {
  write_file("/dev/null", "x");
  fs::create_symlink("/dev/null", path("link"));
  write_file(path("link"), "x");
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  EXPECT_TRUE(fs::is_symlink(path("link")));
  EXPECT_EQ(failure_of("/dev/full", "x"), "cannot write /dev/full: No space left on device");
  EXPECT_TRUE(fs::is_character_file("/dev/full"));
}

TEST_F(WriteFileTo, ANamedPipeReachesItsReader) {
  const fs::path pipe = path("pipe");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const std::string much(1 << 20, 'm');  // more than a pipe holds
  auto seen = std::async(std::launch::async, [&] { return read_file(pipe); });
  write_file(pipe, much);
  EXPECT_TRUE(seen.get() == much);
  EXPECT_TRUE(fs::is_fifo(pipe));
  EXPECT_THAT(names(), ElementsAre("pipe"));
}

TEST_F(WriteFileTo, AnOpenDescriptorIsAppendedTo) {
  UniqueFd file(::open(path("file").c_str(), O_WRONLY | O_CREAT, 0600));
  ASSERT_EQ(::write(file.get(), "before ", 7), 7);
  write_file("/dev/fd/" + std::to_string(file.get()), "through it");
  fs::create_symlink("/proc/self/fd/" + std::to_string(file.get()), path("link"));
  write_file(path("link"), " and a link");
  EXPECT_EQ(read_file(path("file")), "before through it and a link");
  EXPECT_THAT(failure_of("/dev/fd/999999", "x"), HasSubstr("Bad file descriptor"));
}

TEST_F(WriteFileTo, ADescriptorThatCannotBeWrittenIsToldBefore) {
  EXPECT_THAT(why_not_writable("/dev/fd/999999"), HasSubstr("Bad file descriptor"));
  const UniqueFd reading(::open("/dev/null", O_RDONLY));
  EXPECT_THAT(why_not_writable("/dev/fd/" + std::to_string(reading.get())),
              HasSubstr("it is open for reading only"));
  const UniqueFd writing(::open("/dev/null", O_WRONLY));
  EXPECT_EQ(why_not_writable("/dev/fd/" + std::to_string(writing.get())), "");
}

TEST_F(WriteFileTo, APipeThatDoesNotBlockIsWaitedFor) {
  Pipe pipe = make_pipe();
  ASSERT_EQ(::fcntl(pipe.write.get(), F_SETFL, O_NONBLOCK), 0);
  const std::string much(1 << 20, 'm');
  auto seen = std::async(std::launch::async, [&] { return read_to_end(pipe.read.get()); });
  write_file("/dev/fd/" + std::to_string(pipe.write.get()), much);
  pipe.write.reset();
  EXPECT_TRUE(seen.get() == much);
}

TEST_F(WriteFileTo, AClosedPipeIsAnError) {
  std::signal(SIGPIPE, SIG_IGN);  // as run_main does
  Pipe pipe = make_pipe();
  pipe.read.reset();
  EXPECT_THAT(failure_of("/dev/fd/" + std::to_string(pipe.write.get()), "x"),
              HasSubstr("Broken pipe"));
}

TEST(Print, EscapesWhatATerminalWouldObey) {
  testing::internal::CaptureStdout();
  print("a\x1b[2J\r\tb\n");
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "a\\x1b[2J\\r\tb\n");
}

// gtest redirects standard output to a file.
TEST_F(WriteFileTo, StandardOutputFollowsWhatWasPrintedBefore) {
  testing::internal::CaptureStdout();
  std::fputs("stdio ", stdout);
  print("printed ");
  write_file("/dev/stdout", "written ");
  fs::create_symlink("/dev/stdout", path("link"));
  write_file(path("link"), "by a link ");
  write_file("/proc/self/fd/1", "by number ");
  write_file(fs::read_symlink("/proc/self/fd/1"), "by the file's own name");
  EXPECT_EQ(testing::internal::GetCapturedStdout(),
            "stdio printed written by a link by number by the file's own name");
}

TEST_F(WriteFileTo, AFullDiskLeavesTheOldFileAndNothingElse) {
  write_file(path("file"), "old");
  std::string failure;
  {
    const tests::FileSizeLimit full(1000);
    failure = failure_of(path("file"), std::string(5000, 'x'));
  }
  EXPECT_EQ(failure, "cannot write " + path("file").string() + ": File too large");
  EXPECT_EQ(read_file(path("file")), "old");
  EXPECT_THAT(names(), ElementsAre("file"));
}

TEST_F(WriteFileTo, AFileWhosePartWasPlantedAsALink) {
  write_file(path("victim"), "mine");
  fs::create_symlink("victim", path("file." + std::to_string(::getpid()) + ".part"));
  write_file(path("file"), "x");
  EXPECT_EQ(read_file(path("victim")), "mine");
  EXPECT_EQ(read_file(path("file")), "x");
  EXPECT_THAT(names(), ElementsAre("file", "victim"));
}

std::string complaint_about(const fs::path& file) {
  try {
    check_output_file("--json", file);
    return "";
  } catch (const UsageError& error) {
    return error.what();
  }
}

class OutputFile : public WriteFileTo {};

TEST_F(OutputFile, ThatCanBeWrittenIsAccepted) {
  write_file(path("file"), "");
  fs::create_symlink("later", path("link"));
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  for (const fs::path& file : {path("file"), path("new"), path("link"), path("pipe"),
                               fs::path("/dev/null"), fs::path("/dev/stdout"), fs::path("new")}) {
    EXPECT_EQ(complaint_about(file), "");
  }
  EXPECT_FALSE(fs::exists(path("later"))) << "it only looks";
}

TEST_F(OutputFile, ThatCannotBeWrittenIsRefusedBeforeTheWork) {
  const UniqueFd listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string name = path("socket").string();
  ASSERT_LT(name.size(), sizeof address.sun_path);
  name.copy(address.sun_path, name.size());
  ASSERT_EQ(::bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  write_file(path("file"), "");
  EXPECT_EQ(complaint_about("/"), "--json: cannot write /: it is a folder");
  EXPECT_THAT(complaint_about(path("socket")), HasSubstr("it is a socket"));
  EXPECT_THAT(complaint_about(""), HasSubstr("it has no name"));
  EXPECT_THAT(complaint_about("/no/such/x"), HasSubstr("there is no folder /no/such"));
  EXPECT_THAT(complaint_about(path("file/x")), HasSubstr("Not a directory"));
  EXPECT_THAT(complaint_about(path(std::string(300, 'n'))), HasSubstr("File name too long"));
}

TEST_F(OutputFile, IsReplacedOnlyIfItIsPlain) {
  write_file(path("file"), "");
  fs::create_symlink("file", path("link"));
  EXPECT_TRUE(is_replaced(path("file")));
  EXPECT_TRUE(is_replaced(path("link")));
  EXPECT_TRUE(is_replaced(path("new")));
  EXPECT_FALSE(is_replaced("/dev/null"));
  EXPECT_FALSE(is_replaced("/dev/stdout"));
}

}  // namespace
}  // namespace tiga::common
