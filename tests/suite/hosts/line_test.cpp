#include "suite/hosts/line.hpp"

#include <gmock/gmock.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <nlohmann/json.hpp>

#include "suite/hosts/message.hpp"

namespace tiga::suite::hosts {
namespace {

using namespace std::chrono_literals;
using common::Deadline;
using testing::HasSubstr;
using testing::StartsWith;

struct Ends {
  common::UniqueFd one;
  common::UniqueFd other;
};

Ends connected() {
  std::array<int, 2> ends{};
  EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), 0);
  return {common::UniqueFd(ends[0]), common::UniqueFd(ends[1])};
}

template <class Act>
std::string loss_of(Act act) {
  try {
    act();
  } catch (const LineLost& lost) {
    return lost.what();
  }
  return "not lost";
}

void write_all(const common::UniqueFd& socket, std::string_view bytes) {
  EXPECT_EQ(::write(socket.get(), bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
}

TEST(Line, MessagesArriveInTheirOrder) {
  Ends ends = connected();
  Line one(std::move(ends.one));
  Line other(std::move(ends.other));
  one.send("first");
  one.send("second");
  EXPECT_EQ(other.receive(Deadline::after(10s)), "first");
  EXPECT_TRUE(other.has_message());
  EXPECT_EQ(other.receive(Deadline::after(10s)), "second");
  EXPECT_FALSE(other.has_message());
  other.send("back");
  EXPECT_EQ(one.receive(Deadline::after(10s)), "back");
  EXPECT_EQ(one.receive(Deadline::after(0s)), std::nullopt);
}

TEST(Line, MessagesBeforeTheEndAreReceivedFirst) {
  Ends ends = connected();
  Line one(std::move(ends.one));
  {
    Line other(std::move(ends.other));
    other.send("first");
    other.send("last");
  }
  one.tend();
  EXPECT_EQ(one.receive(Deadline::after(10s)), "first");
  EXPECT_EQ(one.receive(Deadline::after(10s)), "last");
  EXPECT_EQ(loss_of([&] { one.receive(Deadline::after(10s)); }), "it closed the connection");
  EXPECT_EQ(loss_of([&] { one.tend(); }), "it closed the connection");
}

TEST(Line, AnEndThatSaysNothingIsLostAfterTheSilence) {
  Ends ends = connected();
  Line one(std::move(ends.one));
  one.allow_silence(200ms);
  const auto began = common::SteadyClock::now();
  EXPECT_EQ(loss_of([&] { one.receive(Deadline::after(60s)); }), "nothing came from it for 0.2 s");
  EXPECT_GE(common::SteadyClock::now() - began, 200ms);
  EXPECT_LT(common::SteadyClock::now() - began, 30s) << "before the deadline";
}

TEST(Line, SignsOfLifeEndTheSilenceAndAreNoMessages) {
  Ends ends = connected();
  Line one(std::move(ends.one));
  Line other(std::move(ends.other));
  one.allow_silence(3s);
  const auto until = common::SteadyClock::now() + 4500ms;
  while (common::SteadyClock::now() < until) {
    ASSERT_EQ(one.receive(Deadline::after(50ms)), std::nullopt);
    other.tend();
  }
}

TEST(Line, ATimeInWhichNobodyLookedIsNoSilence) {
  Ends ends = connected();
  Line one(std::move(ends.one));
  one.allow_silence(100ms);
  const auto began = common::SteadyClock::now();
  while (common::SteadyClock::now() - began < 300ms) {
  }
  write_all(ends.other, frame(""));
  EXPECT_EQ(loss_of([&] { one.tend(); }), "not lost");
}

TEST(Line, BothEndsMaySendMoreThanTheSocketsHoldAtOnce) {
  Ends ends = connected();
  const std::string large(std::size_t{16} << 20U, 'x');
  Line one(std::move(ends.one));
  const pid_t child = ::fork();
  if (child == 0) {
    ends.one.reset();
    Line other(std::move(ends.other));
    other.send(large);
    ::_exit(other.receive(Deadline::after(60s)) == large ? 0 : 1);
  }
  ends.other.reset();
  one.send(large);
  EXPECT_EQ(one.receive(Deadline::after(60s)), large);
  int status = 0;
  // It waits for nothing but its message, which has been sent.
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

TEST(Line, BytesThatAreNoFrameEndIt) {
  Ends ends = connected();
  Line one(std::move(ends.one));
  write_all(ends.other, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_THAT(loss_of([&] { one.receive(Deadline::after(10s)); }),
              StartsWith("it sent what is no message: a message of 1195725856 bytes is longer"));
}

TEST(Line, AMessageIsAnObject) {
  EXPECT_EQ(text_of(read_message(R"({"do":"clock"})")), R"({"do":"clock"})");
  for (const char* text : {"", "7", "[]", "{", R"({"a":1} b)"}) {
    EXPECT_THAT(loss_of([&] { read_message(text); }), HasSubstr("no message"));
  }
  EXPECT_EQ(loss_of([] { read_message("\r\xff{"); }), R"(it sent what is no message: "\r\xff{")");
}

}  // namespace
}  // namespace tiga::suite::hosts
