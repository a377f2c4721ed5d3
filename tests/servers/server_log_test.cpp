// A log whose reader is slow, or absent, stops nobody.
#include "servers/core/server_log.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include "common/error.hpp"
#include "common/files.hpp"
#include "common/unique_fd.hpp"
#include "servers/core/log_output.hpp"

namespace tiga::servers::core {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

constexpr int far_more_lines_than_fit = 10'000;

common::Pipe make_socket_pair() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    common::throw_errno("cannot make sockets");
  }
  return {common::UniqueFd(ends[0]), common::UniqueFd(ends[1])};
}

// All that can be read without waiting.
std::string read_all(const common::UniqueFd& fd) {
  ::fcntl(fd.get(), F_SETFL, O_NONBLOCK);
  std::string all;
  std::array<char, 65536> chunk{};
  for (ssize_t got = 1; got > 0;) {
    got = ::read(fd.get(), chunk.data(), chunk.size());
    all.append(chunk.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  }
  return all;
}

// Long, so that a socket takes only a part of one.
std::string line_number(int number) {
  return "line " + std::to_string(number) + std::string(3000, '.') + "\n";
}

// Writes lines until one is refused; those that were taken.
std::string fill(LogOutput& output) {
  std::string taken;
  for (int number = 0; number < far_more_lines_than_fit; ++number) {
    if (!output.write(line_number(number))) {
      return taken;
    }
    taken += line_number(number);
  }
  ADD_FAILURE() << "nothing was refused";
  return taken;
}

TEST(LogOutput, RefusesALineForWhichAPipeHasNoRoomAndGoesOnLater) {
  const common::Pipe pipe = common::make_pipe();
  LogOutput output(pipe.write.get());
  const std::string taken = fill(output);
  EXPECT_EQ(read_all(pipe.read), taken);
  EXPECT_TRUE(output.write("again\n"));
  EXPECT_EQ(read_all(pipe.read), "again\n");
  EXPECT_EQ(::fcntl(pipe.write.get(), F_GETFL) & O_NONBLOCK, 0) << "others share it";
}

TEST(LogOutput, MakesRoomInAPipeThatIsFull) {
  const common::Pipe pipe = common::make_pipe();
  LogOutput output(pipe.write.get());
  const std::string taken = fill(output);
  output.make_room();
  EXPECT_TRUE(output.write("the last\n"));
  EXPECT_EQ(read_all(pipe.read), taken + "the last\n");
}

TEST(LogOutput, NeverTearsALineOfASocket) {
  const common::Pipe sockets = make_socket_pair();
  LogOutput output(sockets.write.get());
  const std::string taken = fill(output);
  std::string read = read_all(sockets.read);
  EXPECT_TRUE(output.write("again\n"));
  read += read_all(sockets.read);
  EXPECT_EQ(read, taken + "again\n");
  EXPECT_EQ(::fcntl(sockets.write.get(), F_GETFL) & O_NONBLOCK, 0);
}

TEST(LogOutput, AppendsToAFileWhereOthersAppendToo) {
  const common::TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "log";
  const common::UniqueFd file(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
  LogOutput output(file.get());
  EXPECT_TRUE(output.write("one\n"));
  ASSERT_EQ(::write(file.get(), "two\n", 4), 4);
  EXPECT_TRUE(output.write("three\n"));
  EXPECT_EQ(common::read_file(path), "one\ntwo\nthree\n");
}

TEST(LogOutput, RefusesWhatNobodyCanReadAnyMore) {
  common::Pipe sockets = make_socket_pair();
  LogOutput output(sockets.write.get());
  sockets.read.reset();
  EXPECT_FALSE(output.write("line\n"));
}

// While it exists, standard error is the given file.
class StandardError {
 public:
  explicit StandardError(int fd) : before_(::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0)) {
    ::dup2(fd, STDERR_FILENO);
  }
  ~StandardError() { ::dup2(before_.get(), STDERR_FILENO); }
  StandardError(const StandardError&) = delete;
  StandardError& operator=(const StandardError&) = delete;

 private:
  common::UniqueFd before_;
};

class ServerLogTest : public testing::Test {
 protected:
  ServerLogTest() : redirected_(pipe_.write.get()) {}

  static std::ptrdiff_t lines_in(const std::string& text) {
    return std::count(text.begin(), text.end(), '\n');
  }
  void log_requests(int count) const {
    for (int number = 0; number < count; ++number) {
      log_.request("127.0.0.1:1", "GET / HTTP/1.1", 200, 103);
    }
  }

  const common::Pipe pipe_ = common::make_pipe();
  const StandardError redirected_;
  Counter dropped_;
  std::atomic<std::uint64_t> told_ = 0;
  const ServerLog log_{LogLevel::requests, {dropped_, told_}};
};

TEST_F(ServerLogTest, TellsHowManyLinesWereDroppedBeforeTheNextLine) {
  log_requests(far_more_lines_than_fit);
  const std::uint64_t dropped = dropped_.value();
  EXPECT_GT(dropped, 0U);
  EXPECT_EQ(lines_in(read_all(pipe_.read)) + static_cast<std::ptrdiff_t>(dropped),
            far_more_lines_than_fit);
  log_requests(1);
  const std::string later = read_all(pipe_.read);
  EXPECT_EQ(lines_in(later), 2);
  EXPECT_THAT(later, HasSubstr("Z " + std::to_string(dropped) + " log lines were dropped: "));
  EXPECT_THAT(later, EndsWith("\"GET / HTTP/1.1\" 200 103\n"));
  log_requests(1);
  EXPECT_EQ(lines_in(read_all(pipe_.read)), 1) << "it is told once";
  EXPECT_EQ(dropped_.value(), dropped);
}

TEST_F(ServerLogTest, TellsAtTheEndAlsoWhereNobodyHasReadYet) {
  log_requests(far_more_lines_than_fit);
  log_.finish();
  log_.finish();
  EXPECT_THAT(read_all(pipe_.read), EndsWith(" " + std::to_string(dropped_.value()) +
                                             " log lines were dropped: standard error was not read "
                                             "in time\n"));
}

TEST_F(ServerLogTest, CutsALongLineSoThatAPipeTakesItWhole) {
  log_.request("127.0.0.1:1", "GET /" + std::string(100'000, 'x') + " HTTP/1.1", 414, 200,
               "too long");
  log_.error(std::string(100'000, 'y'));
  const std::string text = read_all(pipe_.read);
  EXPECT_THAT(text, HasSubstr("xxx...\" 414 200 too long\n"));
  EXPECT_THAT(text, EndsWith("yyy...\n"));
  EXPECT_LT(text.size(), 2 * LogOutput::longest_line);
  EXPECT_EQ(dropped_.value(), 0U);
}

}  // namespace
}  // namespace tiga::servers::core
