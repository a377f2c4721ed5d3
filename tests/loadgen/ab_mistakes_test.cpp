// What the real ab gets wrong and loadgen does not, as docs/loadgen.md says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "beside_ab.hpp"
#include "common/files.hpp"

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

/// The times in a file of -g, ab's whole milliseconds, in its order.
std::vector<std::string> times_in(const std::string& file) {
  std::vector<std::string> times;
  for (const std::string& line : lines_of(common::read_file(file))) {
    std::istringstream fields(line);
    std::string field;
    for (int column = 0; column < 5; ++column) {
      std::getline(fields, field, '\t');
    }
    times.push_back(field);
  }
  times.erase(times.begin());
  return times;
}

class MistakesOfAb : public BesideAb {
 protected:
  // Four requests of 20, 40, 60 and 80 ms: two of them, 50 %, took at most 40.
  RogueServer::Manners slower_and_slower() const {
    return by_request([this](Visitor& visitor, int request) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20 * (request + 1)));
      visitor.send(good_);
      return false;
    });
  }
};

TEST_F(MistakesOfAb, HalfOfFourRequestsIsTwoNotThree) {
  const std::string g = folder_.path() / "g";
  const std::string json = folder_.path() / "json";
  const RogueServer for_ab(slower_and_slower());
  const std::string abs = run_quietly("ab", {"-n", "4", "-g", g, for_ab.url()}).output;
  EXPECT_EQ(value_of(abs, "  50%"), times_in(g).at(2));

  const RogueServer for_us(slower_and_slower());
  const std::string ours = run_quietly(loadgen_, {"-n", "4", for_us.url()}).output;
  EXPECT_LT(std::stoi(value_of(ours, "  50%")), 60) << ours;
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

TEST_F(MistakesOfAb, AnEmptyReplyIsNoReply) {
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
