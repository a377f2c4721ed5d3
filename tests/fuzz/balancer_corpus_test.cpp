// The seeds of the balancer's fuzzer, through its own function; and that it sees what it is for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "common/files.hpp"
#include "fuzz/balancer_reading.hpp"
#include "fuzz/balancer_world.hpp"
#include "fuzz/targets.hpp"

namespace tiga::fuzz {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::filesystem::path corpus = TIGA_SOURCE_DIR "/fuzz/corpus/balancer";

// Statuses that each client got when the seed was played.
std::vector<std::vector<int>> statuses(const std::string& seed) {
  const std::string input = common::read_file(corpus / seed);
  World world(false);
  for (const Action& action : read_script(input)) {
    world.play(action);
  }
  world.expect_nothing_left();
  std::vector<std::vector<int>> all;
  for (const PlayedClient& client : world.clients()) {
    all.push_back(plain_statuses(client.received, heads_asked(client.sent)));
  }
  return all;
}

TEST(BalancerCorpus, ViolatesNoInvariant) {
  int seeds = 0;
  for (const auto& entry : std::filesystem::directory_iterator(corpus)) {
    SCOPED_TRACE(entry.path());
    const std::string input = common::read_file(entry.path());
    balancer(input);
    balancer(std::string_view(input).substr(0, input.size() / 2));
    ++seeds;
  }
  EXPECT_GE(seeds, 32) << "where has the corpus gone?";
}

TEST(BalancerCorpus, TriggersTheFaultsInItsFileNames) {
  EXPECT_THAT(statuses("01-refused"),
              ElementsAre(ElementsAre(200, 200), ElementsAre(200), ElementsAre(200), IsEmpty()));
  EXPECT_THAT(statuses("02-only-one-refuses")[0], ElementsAre(503));
  EXPECT_THAT(statuses("03-resets-without-reply")[0], ElementsAre(200));
  EXPECT_THAT(statuses("04-post-closed")[0], ElementsAre(502));
  EXPECT_THAT(statuses("07-never-answers")[0], ElementsAre(200));
  EXPECT_THAT(statuses("13-length-and-chunked")[0], ElementsAre(502));
  EXPECT_THAT(statuses("18-early-hints"),
              ElementsAre(ElementsAre(103, 200), ElementsAre(200), ElementsAre(200), IsEmpty()));
  EXPECT_THAT(statuses("22-continue")[0], ElementsAre(100, 200));
  EXPECT_THAT(statuses("27-half-closes")[0], ElementsAre(200));
  EXPECT_THAT(statuses("pipelined")[0], ElementsAre(200, 200, 200, 200));
}

TEST(BalancerCorpus, TheVirtualClockAdvancesOnlyOnRequest) {
  World world(false);
  for (const Action& action : read_script("c0GET")) {
    world.play(action);
  }
  EXPECT_THAT(world.clients()[0].received, IsEmpty());
  for (const Action& action : read_script("t6")) {  // ten seconds, for a head
    world.play(action);
  }
  EXPECT_TRUE(world.clients()[0].received.starts_with("HTTP/1.1 408 "));
}

TEST(BalancerCorpus, AMalformedReplyAbortsTheProgram) {
  EXPECT_DEATH(read_replies("HTTP/1.1 2OO OK\r\n\r\n", {}, false), "well formed");
  EXPECT_DEATH(
      read_replies("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nz\r\n", {}, false),
      "well framed");
  EXPECT_DEATH(plain_statuses("HTTP/1.0 200 OK\r\n\r\n", {}), "HTTP/1.1");
}

TEST(BalancerCorpus, BothReplyReadersAgree) {
  const std::string replies =
      "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nT: x\r\n\r\n"
      "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n";
  const std::vector<bool> to_head = {false, false, true, false};
  std::vector<int> ours;
  for (const ReadReply& reply : read_replies(replies, to_head, true)) {
    EXPECT_TRUE(reply.whole);
    ours.push_back(reply.status);
  }
  EXPECT_THAT(ours, ElementsAre(103, 200, 200, 200, 204));
  EXPECT_EQ(plain_statuses(replies, to_head), ours);
}

}  // namespace
}  // namespace tiga::fuzz
