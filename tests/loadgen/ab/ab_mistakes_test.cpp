// What the real ab gets wrong and loadgen does not, as docs/loadgen.md says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "common/files.hpp"
#include "tests/loadgen/ab/beside_ab.hpp"

namespace tiga::loadgen {
namespace {

using tests::Arguments;
using tests::BesideAb;
using tests::by_request;
using tests::lines_of;
using tests::RogueServer;
using tests::run_quietly;
using tests::value_of;
using tests::Visitor;

class MistakesOfAb : public BesideAb {
 protected:
  /// The times in the file that -e writes of four requests, by percentage, as text.
  std::vector<std::string> percentages_by(const std::string& program) const {
    const RogueServer server(by_request([this](Visitor& visitor, int request) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5 * (request + 1)));
      visitor.send(good_);
      return false;
    }));
    const std::string file = folder_.path() / program.substr(program.rfind('/') + 1);
    run_quietly(program, {"-n", "4", "-e", file, server.url()});
    std::vector<std::string> times;
    for (const std::string& line : lines_of(common::read_file(file))) {
      times.push_back(line.substr(line.find(',') + 1));
    }
    times.erase(times.begin());  // the header
    return times;
  }
};

// No two requests take the same time: the time changes where the rank does.
TEST_F(MistakesOfAb, FiftyPercentOfFourRequestsAreTwoNotThree) {
  const std::vector<std::string> abs = percentages_by("ab");
  ASSERT_EQ(abs.size(), 101u);
  EXPECT_EQ(abs[50], abs[51]);
  const std::vector<std::string> ours = percentages_by(loadgen_);
  ASSERT_EQ(ours.size(), 101u);
  for (std::size_t percent = 1; percent <= 100; ++percent) {
    const bool rank_changes = percent % 25 == 1 && percent > 1;
    EXPECT_EQ(ours[percent] != ours[percent - 1], rank_changes) << percent;
  }
}

TEST_F(MistakesOfAb, AResetIsOneFailureNotTwo) {
  const RogueServer server(by_request([](Visitor& visitor, int) {
    visitor.reset();
    return false;
  }));
  const std::string abs = run_quietly("ab", {"-r", "-n", "10", "-c", "2", server.url()}).output;
  EXPECT_EQ(value_of(abs, "Failed requests:"), "20");
  EXPECT_EQ(value_of(abs, "   (Connect:"), "0, Receive: 10, Length: 0, Exceptions: 10)");
  const std::string ours =
      run_quietly(loadgen_, {"-r", "-n", "10", "-c", "2", server.url()}).output;
  EXPECT_EQ(value_of(ours, "Failed requests:"), "10");
  EXPECT_EQ(value_of(ours, "   (Connect:"), "0, Receive: 10, Length: 0, Exceptions: 0)");
  EXPECT_EQ(value_of(ours, "  reset"), "10");
}

TEST_F(MistakesOfAb, WithoutRAbEndsAtAReset) {
  const RogueServer server(by_request([](Visitor& visitor, int) {
    visitor.reset();
    return false;
  }));
  EXPECT_NE(run_quietly("ab", {"-n", "10", server.url()}).report.status, 0);
  EXPECT_EQ(value_of(run_quietly(loadgen_, {"-n", "10", server.url()}).output, "  attempted"),
            "10");
}

TEST_F(MistakesOfAb, AnEmptyReplyIsNotComplete) {
  const RogueServer server(by_request([](Visitor& visitor, int) {
    visitor.close();
    return false;
  }));
  const std::string abs = run_quietly("ab", {"-n", "10", server.url()}).output;
  EXPECT_EQ(value_of(abs, "Complete requests:"), "10");
  EXPECT_EQ(value_of(abs, "Failed requests:"), "0");
  const common::CommandResult ours = run_quietly(loadgen_, {"-n", "10", server.url()});
  EXPECT_EQ(ours.report.status, 1);
  EXPECT_EQ(value_of(ours.output, "  empty_reply"), "10");
  EXPECT_EQ(value_of(ours.output, "  ok"), "0");
}

TEST_F(MistakesOfAb, AnInterimReplyIsNotTheReply) {
  const RogueServer server(by_request([this](Visitor& visitor, int) {
    visitor.send("HTTP/1.0 103 Early Hints\r\nLink: x\r\n\r\n" + good_);
    return false;
  }));
  const std::string abs = run_quietly("ab", {"-n", "10", server.url()}).output;
  EXPECT_EQ(value_of(abs, "Non-2xx responses:"), "10");
  EXPECT_EQ(value_of(abs, "Document Length:"), std::to_string(good_.size()) + " bytes");
  const common::CommandResult ours = run_quietly(loadgen_, {"-n", "10", server.url()});
  EXPECT_EQ(ours.report.status, 0);
  EXPECT_EQ(value_of(ours.output, "Non-2xx responses:"), "no Non-2xx responses:");
  EXPECT_EQ(value_of(ours.output, "Document Length:"), "5 bytes");
  EXPECT_THAT(ours.output, testing::HasSubstr("  10 interim replies (1xx)"));
}

// ab opens connections past its last request and closes them again, mostly where -c is -n.
TEST_F(MistakesOfAb, NoConnectionIsOpenedBeyondTheLastRequest) {
  const auto connections = [this](const std::string& program) {
    const RogueServer server(by_request([this](Visitor& visitor, int) {
      visitor.send(good_);
      return false;
    }));
    run_quietly(program, {"-n", "10", "-c", "10", server.url()});
    return server.connections();
  };
  EXPECT_EQ(connections(loadgen_), 10);
  EXPECT_GE(connections("ab"), 10);
}

}  // namespace
}  // namespace tiga::loadgen
