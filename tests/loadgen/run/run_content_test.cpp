// Runs: what is sent and received.
#include <atomic>
#include <string>

#include "tests/loadgen/run/run_fixture.hpp"

namespace tiga::loadgen::run {
namespace {

class RunContent : public Run {};

INSTANTIATE_TEST_SUITE_P(, RunContent, testing::ValuesIn(engine::offered_engines()),
                         engine::engine_name);

TEST_P(RunContent, FindsAWrongLastByteInALargeReply) {
  std::string content(1'000'000, 'x');
  std::string other = content;
  other.back() = 'y';
  const auto reply = [](const std::string& text) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(text.size()) + "\r\n\r\n" + text;
  };
  const RogueServer server(by_request([&](Visitor& visitor, int request) {
    return answer(visitor, reply(request == 7 ? other : content));
  }));
  for (const bool keep_alive : {true, false}) {
    Options options = options_for(server.url(), 10, 2);
    options.keep_alive = keep_alive;
    const Summary summary = run_load(options, {});
    EXPECT_EQ(summary.outcomes[Outcome::wrong_content], keep_alive ? 1u : 0u);
    EXPECT_EQ(summary.outcomes[Outcome::ok], keep_alive ? 9u : 10u);
    EXPECT_EQ(summary.target.document_length, content.size());
  }
}

/// However fast it comes: deadlines are looked at while bytes are there.
TEST_P(RunContent, TimesOutWhenAReplyNeverEnds) {
  const RogueServer server([](Visitor& visitor, int) {
    const std::string block(1 << 20, 'x');
    visitor.read_request();
    visitor.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
    for (int count = 0; count < 100'000 && visitor.send(block); ++count) {
    }
  });
  Options options = options_for(server.url(), 2, 2);
  options.timeout = std::chrono::seconds(1);
  const Summary summary = run_load(options, {});
  EXPECT_EQ(summary.outcomes[Outcome::timed_out], 2u);
  EXPECT_LT(summary.elapsed_s, 10);
}

/// More than the kernel's buffers hold, to a server that reads none of it before the second
/// connection is there: so the first send must block, and the loop must come back to it.
TEST_P(RunContent, SendsALargeRequestCompletely) {
  constexpr std::size_t size = 24'000'000;
  std::atomic<std::uint64_t> bytes{0};
  std::atomic<int> here{0};
  const RogueServer server([&](Visitor& visitor, int) {
    ++here;
    here.notify_all();
    here.wait(1);
    while (visitor.read_request()) {
      bytes += visitor.read_bytes(size);
      if (!answer(visitor, good)) {
        return;
      }
    }
  });
  for (const bool keep_alive : {false, true}) {
    Options options = options_for(server.url(), 4, 2);
    options.method = "POST";
    options.body = RequestBody{std::string(size, 'b')};
    options.keep_alive = keep_alive;
    bytes = 0;
    here = 0;
    const Summary summary = run_load(options, {});
    EXPECT_EQ(summary.ok(), 4u);
    EXPECT_EQ(bytes, 4 * size);
    EXPECT_GT(summary.bytes_sent, 4 * size);
  }
}

/// A server that refuses a large request before it has read it answers, and closes with bytes
/// unread.
TEST_P(RunContent, ReadsAReplyThatComesBeforeTheRequestIsSent) {
  const RogueServer server(by_request([](Visitor& visitor, int) {
    visitor.send("HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    visitor.finish_sending();
    visitor.hang();
    return false;
  }));
  Options options = options_for(server.url(), 4, 2);
  options.method = "POST";
  options.body = RequestBody{std::string(30'000'000, 'b')};
  options.keep_alive = true;
  options.expected_status = 413;
  EXPECT_EQ(run_load(options, {}).ok(), 4u);
}

TEST_P(RunContent, ExpectsNoContentInAReplyToHead) {
  const RogueServer server(by_request([](Visitor& visitor, int) {
    return answer(visitor, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
  }));
  for (const bool keep_alive : {false, true}) {
    Options options = options_for(server.url(), 20, 2);
    options.method = "HEAD";
    options.keep_alive = keep_alive;
    EXPECT_EQ(run_load(options, {}).ok(), 20u);
  }
}

TEST_P(RunContent, AcceptsChangingContentWithTheOptionForIt) {
  const RogueServer server(by_request([](Visitor& visitor, int request) {
    const std::string content(static_cast<std::size_t>(request % 7), 'x');
    return answer(visitor, "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(content.size()) +
                               "\r\n\r\n" + content);
  }));
  Options options = options_for(server.url(), 70, 1);
  options.variable_content = true;
  EXPECT_EQ(run_load(options, {}).ok(), 70u);
}

}  // namespace
}  // namespace tiga::loadgen::run
