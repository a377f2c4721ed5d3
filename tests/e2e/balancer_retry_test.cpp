// Faults 1 to 7, 11, 12, 23 and 24 of balancer_faults.md: backends that give no reply.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "tests/e2e/balancer_fault.hpp"
#include "tests/support/wait.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

constexpr Question get{};
constexpr Question head{.method = "HEAD"};
constexpr Question post{.method = "POST", .content = "once"};

// What a slow machine may add to a deadline.
constexpr auto slack = 3s;

// Ways to end a connection in place of a reply.
struct NoReply {
  std::string name;
  std::function<void(BackendConnection&)> act;
};

const std::vector<NoReply>& no_replies() {
  static const std::vector<NoReply> all = {
      {"closes", [](BackendConnection& connection) { connection.close(); }},
      {"resets", [](BackendConnection& connection) { connection.reset(); }}};
  return all;
}

ScriptedBackend::Answer answer_by(std::function<void(BackendConnection&)> act) {
  return [act = std::move(act)](BackendConnection& connection, const ReceivedRequest&) {
    act(connection);
  };
}

ScriptedBackend::Answer closes_after(std::string bytes) {
  return answer_by([bytes = std::move(bytes)](BackendConnection& connection) {
    connection.send(bytes);
    connection.close();
  });
}

ScriptedBackend::Answer never_answers() {
  return answer_by([](BackendConnection& connection) { connection.sees_the_end(); });
}

class BalancerRetry : public BalancerFault {
 protected:
  void expect_b_answers(const Question& question) {
    const Asked asked = ask_a(question);
    EXPECT_THAT(asked.statuses(), ElementsAre(200)) << question.method;
    EXPECT_EQ(asked.content(), question.method == "HEAD" ? "" : "B");
    EXPECT_EQ(tries(asked.target), 2U) << question.method;
  }
  void expect_502_and_one_try(const Question& question) {
    const Asked asked = ask_a(question);
    EXPECT_THAT(asked.statuses(), ElementsAre(502)) << question.method;
    EXPECT_EQ(tries(asked.target), 1U) << "it was sent twice";
  }
  // Asks over a connection that A has answered on, and left open.
  void leave_a_pooled_connection() {
    EXPECT_EQ(ask().content(), "A");
    ASSERT_EQ(a_.open_connections(), 1);
  }
  static void expect_503_with_retry_after(const Asked& asked) {
    EXPECT_THAT(asked.statuses(), ElementsAre(503));
    EXPECT_TRUE(asked.has_field("Retry-After"));
  }
};

TEST_P(BalancerRetry, 01_IfABackendRefusesAnotherAnswersForAnyMethod) {
  a_.crash();
  start({"--check-interval", "30"});
  for (const Question& question : {get, post, head, post}) {
    const Asked asked = ask(question);
    EXPECT_THAT(asked.statuses(), ElementsAre(200)) << question.method;
    EXPECT_EQ(b_.received(asked.target).size(), 1U);
  }
  a_.listen();
  for (int count = 0; count < 4; ++count) {
    EXPECT_EQ(ask().content(), "B") << "A is not passed over until it answers a check";
  }
  EXPECT_EQ(a_.received().size(), 0U);
}

TEST_P(BalancerRetry, 02_IfTheOnlyBackendRefusesTheReplyIs503AtOnce) {
  a_.crash();
  start_with({&a_}, {"--request-timeout", "60", "--check-interval", "60"});
  for (const Question& question : {get, post}) {
    expect_503_with_retry_after(ask(question, slack));
  }
}

TEST_P(BalancerRetry, 03_AGetWithoutReplyIsRetriedOnAnotherBackend) {
  for (const NoReply& fault : no_replies()) {
    SCOPED_TRACE(fault.name);
    a_.answer_with(answer_by(fault.act));
    start();
    expect_b_answers(get);
    expect_b_answers(head);
  }
}

TEST_P(BalancerRetry, 04_APostThatGotNoReplyIsNeverSentTwice) {
  for (const NoReply& fault : no_replies()) {
    SCOPED_TRACE(fault.name);
    start();
    a_.answer_with(answer_by(fault.act));
    expect_502_and_one_try(post);
  }
}

TEST_P(BalancerRetry, 05_HalfAHeadIsNoReply) {
  start();
  a_.answer_with(closes_after("HTTP/1.1 200 OK\r\nContent-Len"));
  expect_b_answers(get);
  expect_502_and_one_try(post);
}

TEST_P(BalancerRetry, 06_GarbageIsNoReply) {
  start();
  a_.answer_with(closes_after("220 mail.example.com ESMTP\r\n\r\n"));
  expect_b_answers(get);
  expect_502_and_one_try(post);
}

TEST_P(BalancerRetry, 06_GarbageWithoutALineEndIsNoReplyEither) {
  start({"--request-timeout", "20"});
  a_.answer_with(std::string(2000, '\x16'));  // the connection stands: nothing else tells its end
  const auto began = common::SteadyClock::now();
  expect_b_answers(get);
  EXPECT_LT(common::SteadyClock::now() - began, 10s) << "it waited for more";
}

TEST_P(BalancerRetry, 07_AGetWithoutReplyIsRetriedAfterHalfTheDeadline) {
  start({"--request-timeout", "6"});
  a_.answer_with(never_answers());
  const Asked asked = ask_a(get);
  EXPECT_THAT(asked.statuses(), ElementsAre(200));
  EXPECT_EQ(asked.content(), "B");
  ASSERT_EQ(tries(asked.target), 2U);
  const auto between = b_.received(asked.target)[0].at - a_.received(asked.target)[0].at;
  EXPECT_GE(between, 1s) << "A had hardly any time";
  EXPECT_LE(between, 5500ms) << "A had far more than half of it";
}

TEST_P(BalancerRetry, 07_IfNoBackendAnswersTheReplyIs504AtTheDeadline) {
  start();
  a_.answer_with(never_answers());
  b_.answer_with(never_answers());
  for (const Question& question : {get, post}) {
    const auto began = common::SteadyClock::now();
    const Asked asked = ask(question);
    const auto took = common::SteadyClock::now() - began;
    EXPECT_THAT(asked.statuses(), ElementsAre(504)) << question.method;
    EXPECT_EQ(tries(asked.target), question.method == "POST" ? 1U : 2U);
    EXPECT_GE(took, request_timeout - 100ms);
    EXPECT_LE(took, request_timeout + slack);
  }
}

TEST_P(BalancerRetry, 11_AGetNeverUsesAPooledConnectionThatHasEnded) {
  start_with({&a_});
  leave_a_pooled_connection();
  a_.crash();
  a_.listen();
  const Asked asked = ask(get);
  EXPECT_THAT(asked.statuses(), ElementsAre(200));
  EXPECT_EQ(a_.received(asked.target).size(), 1U);
}

TEST_P(BalancerRetry, 12_APostNeverUsesAPooledConnectionThatHasEnded) {
  start_with({&a_});
  leave_a_pooled_connection();
  a_.crash();
  a_.listen();
  const Asked asked = ask(post);
  EXPECT_THAT(asked.statuses(), ElementsAre(200));
  EXPECT_EQ(a_.received(asked.target).size(), 1U);
}

// It ends while the request is in progress, as seen by the balancer: the backend has read it.
ScriptedBackend::Answer closes_all_but(int connection_that_stands, const std::string& reply) {
  return [=](BackendConnection& connection, const ReceivedRequest& request) {
    if (request.connection >= connection_that_stands) {
      connection.send(reply);
    } else {
      connection.close();
    }
  };
}

TEST_P(BalancerRetry, 11_AGetWhosePooledConnectionEndsIsRetriedOnAFreshOne) {
  start_with({&a_});
  leave_a_pooled_connection();
  a_.answer_with(closes_all_but(1, a_.good_reply()));
  const Asked asked = ask(get);
  EXPECT_THAT(asked.statuses(), ElementsAre(200)) << "with one backend, too";
  EXPECT_EQ(asked.content(), "A");
  EXPECT_EQ(tries(asked.target), 2U);
}

TEST_P(BalancerRetry, 12_APostWhosePooledConnectionEndsGets502) {
  start_with({&a_});
  leave_a_pooled_connection();
  a_.answer_with(closes_all_but(1, a_.good_reply()));
  expect_502_and_one_try(post);
}

TEST_P(BalancerRetry, 23_WithAllBackendsDownEveryClientGets503AndNoneHangs) {
  start({"--request-timeout", "60"});
  expect_service();
  a_.crash();
  b_.crash();
  std::vector<Client> clients;
  for (int count = 0; count < 20; ++count) {
    clients.push_back(client());
    clients.back().send((count % 2 == 0 ? get : post).text(next_target()));
  }
  for (Client& one : clients) {
    const ReplyReader replies = receive_replies(one, 1);
    ASSERT_THAT(replies.statuses(), ElementsAre(503));
    EXPECT_TRUE(replies.replies()[0].field("Retry-After"));
  }
}

TEST_P(BalancerRetry, 24_ARestartedBackendIsUsedWithinACheckInterval) {
  a_.crash();
  start({"--check-interval", "1"});
  for (int count = 0; count < 2; ++count) {
    EXPECT_EQ(ask().content(), "B");
  }
  a_.listen();
  const auto back = common::SteadyClock::now();
  EXPECT_TRUE(wait_until([&] { return ask().content() == "A"; }));
  EXPECT_LE(common::SteadyClock::now() - back, 1s + slack);
}

TIGA_ON_EACH_ENGINE(BalancerRetry);

}  // namespace
}  // namespace tiga::tests
