#include "suite/hosts/listener.hpp"

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

#include "tests/support/client.hpp"

namespace tiga::suite::hosts {
namespace {

using namespace std::chrono_literals;
using common::Deadline;
using testing::HasSubstr;

// Somebody who connects, in a process of their own.
class Peer {
 public:
  explicit Peer(const std::function<bool()>& is_well) : pid_(::fork()) {
    if (pid_ == 0) {
      ::_exit(is_well() ? 0 : 1);
    }
  }
  ~Peer() { EXPECT_TRUE(waited_) << "call was_well()"; }
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  bool was_well() {
    int status = 1;
    waited_ = ::waitpid(pid_, &status, 0) == pid_;
    return status == 0;
  }

 private:
  pid_t pid_;
  bool waited_ = false;
};

TEST(Listener, TakesThoseWhoKnowTheToken) {
  const std::string token = make_token();
  Listener listener(token, "127.0.0.1");
  Peer peer([&] {
    Line line = connect_to({"127.0.0.1", listener.port()}, token, Deadline::after(60s));
    line.send("hello");
    return line.receive(Deadline::after(60s)) == std::string(100'000, 'x');
  });
  auto line = listener.accept(Deadline::after(60s));
  ASSERT_TRUE(line);
  EXPECT_EQ(line->receive(Deadline::after(60s)), "hello");
  EXPECT_THAT(line->peer(), testing::StartsWith("127.0.0.1:"));
  line->send(std::string(100'000, 'x'));
  EXPECT_TRUE(peer.was_well());
}

TEST(Listener, RefusesThoseWhoDoNotAndTakesTheNext) {
  const std::string token = make_token();
  Listener listener(token, "127.0.0.1");
  tests::Client silent(listener.port());
  silent.abort();
  tests::Client stranger(listener.port());
  stranger.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  const common::Endpoint there{"127.0.0.1", listener.port()};
  Peer peer([&] {
    try {
      connect_to(there, make_token(), Deadline::after(60s));
    } catch (const common::CannotRun& refusal) {
      const bool refused = std::string_view(refusal.what()) == "cannot reach the first host at " +
                                                                   there.to_string() +
                                                                   ": it belongs to another run";
      Line line = connect_to(there, token, Deadline::after(60s));
      return refused && line.receive(Deadline::after(60s)) == "you";
    }
    return false;
  });
  auto line = listener.accept(Deadline::after(60s));
  ASSERT_TRUE(line);
  line->send("you");
  EXPECT_TRUE(peer.was_well());
  EXPECT_TRUE(stranger.receive_to_end());
}

TEST(Listener, StopsAtTheDeadline) {
  Listener listener(make_token(), "127.0.0.1");
  EXPECT_FALSE(listener.accept(Deadline::after(10ms)));
}

TEST(Listener, SaysWhereNobodyListens) {
  const common::Endpoint nobody{"127.0.0.1", tests::unused_port()};
  try {
    connect_to(nobody, make_token(), Deadline::after(10s));
    FAIL();
  } catch (const common::CannotRun& problem) {
    EXPECT_EQ(problem.what(),
              "cannot reach the first host at " + nobody.to_string() + ": Connection refused");
  }
}

TEST(Token, IsNeverTheSame) {
  EXPECT_NE(make_token(), make_token());
  EXPECT_THAT(make_token(), testing::MatchesRegex("[0-9a-f]{32}"));
}

TEST(AddressTowards, IsTheOneOnTheWayThere) {
  EXPECT_EQ(address_towards("127.0.0.1"), "127.0.0.1");
  EXPECT_THROW(address_towards("nowhere"), common::CannotRun);
}

TEST(WhyNotBindable, SaysWhyForAnAddressOfAnotherHost) {
  EXPECT_EQ(why_not_bindable("127.0.0.1"), "");
  // For documentation (RFC 5737): no host has it.
  EXPECT_THAT(why_not_bindable("192.0.2.1"), HasSubstr("cannot listen on 192.0.2.1: "));
}

}  // namespace
}  // namespace tiga::suite::hosts
