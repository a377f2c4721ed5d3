// Faults 25 to 27 of balancer_faults.md: clients that leave, read slowly, or close their half.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "tests/e2e/balancer_fault.hpp"
#include "tests/support/process_info.hpp"
#include "tests/support/wait.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

constexpr Question get{};
constexpr std::size_t large = 100'000'000;
constexpr std::size_t slice = 65536;

const std::string large_head =
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + std::to_string(large) +
    "\r\n\r\n";

bool has_something(std::string_view received) { return received.size() > 200; }

class BalancerClient : public BalancerFault {
 protected:
  // Long deadlines: what happens before them does not happen because of them.
  void start_patient() { start_with({&a_}, {"--request-timeout", "60", "--idle-timeout", "60"}); }

  void send_large(BackendConnection& connection) {
    const std::string bytes(slice, 'x');
    bool there = connection.send(large_head);
    for (std::size_t left = large; there && left > 0;) {
      const std::size_t size = std::min(left, slice);
      there = connection.send(std::string_view(bytes).substr(0, size));
      left -= size;
      sent_ += there ? size : 0;
    }
    ended_ += there ? 0 : 1;
  }
  ScriptedBackend::Answer large_reply() {
    return
        [this](BackendConnection& connection, const ReceivedRequest&) { send_large(connection); };
  }
  std::size_t descriptors() const { return open_descriptors(balancer_->pid()).size(); }
  std::size_t memory() const { return resident_bytes(balancer_->pid()); }

  std::atomic<std::size_t> sent_{0};  ///< by A, of large replies
  std::atomic<int> ended_{0};         ///< replies of A that nobody took to the end
};

TEST_P(BalancerClient, 25_AClientThatLeavesDuringALargeReplyCancelsIt) {
  start_patient();
  expect_service();
  const std::size_t before = descriptors();
  a_.answer_with(large_reply());
  for (int count = 0; count < 5; ++count) {
    Client client(balancer_->port(), 8192);
    client.send(get.text(next_target()));
    ASSERT_TRUE(client.receive_until(has_something));
    client.abort();
  }
  EXPECT_TRUE(wait_until([&] { return ended_ == 5; })) << ended_;
  EXPECT_TRUE(wait_until([&] { return descriptors() <= before; })) << descriptors();
  a_.answer_with(a_.good_reply());
  expect_service();
}

// The backend works and sends nothing: only the client's reset can be noticed.
TEST_P(BalancerClient, 25_AClientThatLeavesDuringAStalledReplyCancelsIt) {
  start_patient();
  a_.answer_with([this](BackendConnection& connection, const ReceivedRequest&) {
    connection.send(large_head + std::string(1000, 'x'));
    flag_ = connection.sees_the_end();
  });
  Client client = this->client();
  client.send(get.text(next_target()));
  ASSERT_TRUE(client.receive_until(has_something));
  client.abort();
  EXPECT_TRUE(wait_until([&] { return flag_.load(); }));
}

TEST_P(BalancerClient, 25_AClientThatLeavesBeforeItsReplyCancelsIt) {
  start_patient();
  a_.answer_with([this](BackendConnection& connection, const ReceivedRequest&) {
    flag_ = connection.sees_the_end();
  });
  Client client = this->client();
  client.send(get.text(next_target()));
  ASSERT_TRUE(wait_until([&] { return a_.received().size() == 1; }));
  client.abort();
  EXPECT_TRUE(wait_until([&] { return flag_.load(); }));
}

TEST_P(BalancerClient, 26_OneThatTakesNothingOfARelayedConnectionIsCut) {
  start_with({&a_}, {"--unit", "connection", "--min-read-rate", "100000", "--rate-grace", "0.5",
                     "--idle-timeout", "60"});
  a_.answer_with(large_reply());
  Client client(balancer_->port(), 8192);
  client.send(get.text(next_target()));
  ASSERT_TRUE(client.receive_until(has_something));
  EXPECT_TRUE(wait_until([&] { return ended_ == 1; }));
}

TEST_P(BalancerClient, 26_SlowReadersOfLargeRepliesCostBoundedMemoryAndSlowTheBackend) {
  constexpr std::size_t readers = 8;
  constexpr std::size_t each = std::size_t{256} * 1024;
  constexpr std::size_t allocators_own = std::size_t{1} << 20;
  constexpr auto standstill = 1s;  // then nothing is sent any more
  start_patient();
  expect_service();
  const std::size_t before = memory();
  a_.answer_with(large_reply());
  std::vector<Client> clients;
  for (std::size_t count = 0; count < readers; ++count) {
    clients.emplace_back(balancer_->port(), 8192);
    clients.back().send(get.text(next_target()));
    ASSERT_TRUE(clients.back().receive_until(has_something));
  }
  std::size_t seen = 0;
  auto still = common::Deadline::after(standstill);
  EXPECT_TRUE(wait_until(
      [&] {
        const std::size_t now = sent_;
        if (std::exchange(seen, now) != now) {
          still = common::Deadline::after(standstill);
        }
        return still.passed();
      },
      30s));
  EXPECT_LT(sent_.load(), readers * large) << "the backend was not slowed";
  // Buffers that all connections share, touched one after the other.
  const std::size_t shared = GetParam() == "io_uring" ? std::size_t{2} << 20 : 0;
  EXPECT_LT(memory(), before + readers * each + allocators_own + shared);

  Client& one = clients.front();
  std::size_t content = one.received().size() - one.received().find("\r\n\r\n") - 4;
  do {
    one.forget_received();
    one.receive_until([](std::string_view got) { return !got.empty(); });
    content += one.received().size();
  } while (!one.received().empty() && content < large);
  EXPECT_EQ(content, large) << "and yet it comes whole";
}

TEST_P(BalancerClient, 27_AClientThatHalfClosesAfterItsRequestIsAnswered) {
  start_patient();
  a_.answer_with([this](BackendConnection& connection, const ReceivedRequest&) {
    // So that the end of the client's half comes first.
    EXPECT_FALSE(connection.sees_the_end(200ms)) << "the request was given up";
    connection.send(a_.good_reply());
  });
  for (const Question& question : {get, Question{.method = "POST", .content = "once"}}) {
    Client client = this->client();
    client.send(question.text(next_target()));
    client.half_close();
    const ReplyReader replies = receive_replies(client, 1);
    ASSERT_THAT(replies.statuses(), ElementsAre(200)) << replies.error();
    EXPECT_EQ(replies.replies()[0].content, "A");
    EXPECT_TRUE(client.receive_to_end());
    EXPECT_EQ(client.end(), Client::End::closed);
  }
}

TEST_P(BalancerClient, 27_AClientThatHalfClosesDuringTheReplyIsAnswered) {
  start_patient();
  a_.answer_with([](BackendConnection& connection, const ReceivedRequest&) {
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n" + std::string(300, 'x'));
    EXPECT_FALSE(connection.sees_the_end(200ms)) << "the request was given up";
    connection.send(std::string(100, 'y'));
  });
  Client client = this->client();
  client.send(get.text(next_target()));
  ASSERT_TRUE(client.receive_until(has_something));
  client.half_close();
  EXPECT_TRUE(client.receive_to_end());
  EXPECT_THAT(client.received(), testing::EndsWith(std::string(100, 'y')));
  EXPECT_EQ(client.end(), Client::End::closed);
}

TIGA_ON_EACH_ENGINE(BalancerClient);

}  // namespace
}  // namespace tiga::tests
