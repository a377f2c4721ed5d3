// Slow clients on each server: each is cut at its deadline, and other clients are served.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>

#include <optional>
#include <string>
#include <vector>

#include "tests/conformance/cases.hpp"
#include "tests/e2e/deployment.hpp"
#include "tests/support/client.hpp"
#include "tests/support/replies.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using conformance::simple_request;

constexpr int clients_of_a_kind = 50;
// Of each kind of slowness. Nobody is cut earlier, but for the grain of a timer; a busy machine may
// cut later, yet not as late as the deadlines that are usual, or as one that drips put off.
constexpr std::chrono::milliseconds deadline = 3s;
constexpr std::chrono::milliseconds grain = 50ms;
constexpr std::chrono::milliseconds slack = 6s;

// What a slow client does: `begin` at once, then `drip` every 100 ms.
struct Slowness {
  std::string begin;
  std::string drip;
  int status;  ///< it is told that before it is cut; 0: nothing
};

class SlowClients : public OnEachServer {
 protected:
  struct Slow {
    const Slowness* how;
    Client client;
    common::TimePoint began;
    common::Nanoseconds cut_after{0};
  };

  SlowClients() {
    const std::string seconds = std::to_string(deadline.count() / 1000);
    std::vector<std::string> options = room_for(architecture(), 200);
    options.insert(options.end(), {"--header-timeout", seconds, "--body-timeout", seconds,
                                   "--idle-timeout", seconds});
    servers_.emplace(architecture(), DeploymentOptions{.front = options});
  }
  void TearDown() override { servers_->expect_clean_end(); }

  bool is_served() const {
    Client client(servers_->port());
    client.send(simple_request);
    return receive_replies(client, 1).statuses() == std::vector<int>{200};
  }
  std::vector<Slow> begin(const std::vector<Slowness>& kinds) const;
  void drip_until_all_are_cut(std::vector<Slow>& all) const;

  std::optional<Deployment> servers_;
};

std::vector<SlowClients::Slow> SlowClients::begin(const std::vector<Slowness>& kinds) const {
  std::vector<Slow> all;
  all.reserve(kinds.size() * clients_of_a_kind);
  for (int count = 0; count < clients_of_a_kind; ++count) {
    for (const Slowness& kind : kinds) {
      const auto began = common::SteadyClock::now();  // the server's clock starts later
      all.push_back({&kind, Client(servers_->port()), began});
      all.back().client.send(kind.begin);
    }
  }
  return all;
}

void SlowClients::drip_until_all_are_cut(std::vector<Slow>& all) const {
  std::vector<pollfd> watched;
  watched.reserve(all.size());
  for (const Slow& slow : all) {
    watched.push_back({slow.client.socket(), POLLIN, 0});
  }
  std::size_t left = all.size();
  const auto limit = common::Deadline::after(deadline + 3 * slack);
  auto next_drip = common::Deadline::after(100ms);
  while (left > 0 && !limit.passed()) {
    ::poll(watched.data(), watched.size(), next_drip.poll_milliseconds());
    const bool drips = next_drip.passed();
    for (std::size_t index = 0; index < all.size(); ++index) {
      if (watched[index].fd >= 0 && watched[index].revents != 0) {
        all[index].cut_after = common::SteadyClock::now() - all[index].began;
        watched[index].fd = -1;
        --left;
      } else if (watched[index].fd >= 0 && drips) {
        all[index].client.send(all[index].how->drip);
      }
    }
    if (drips) {
      next_drip = common::Deadline::after(100ms);
      EXPECT_TRUE(is_served());
    }
  }
}

TEST_P(SlowClients, OfEachKindAreDisconnectedAtTheirDeadline) {
  const std::vector<Slowness> kinds = {
      {"GET / HTTP/1.1\r\nHost: a\r\nX: ", "x", 408},
      {"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n", "x", 408},
      {"", "", 0}};
  std::vector<Slow> all = begin(kinds);
  drip_until_all_are_cut(all);
  for (Slow& slow : all) {
    EXPECT_GE(slow.cut_after, deadline - grain) << slow.how->begin;
    EXPECT_LE(slow.cut_after, deadline + slack) << slow.how->begin;
    const ReplyReader replies = receive_replies(slow.client, 1);
    EXPECT_EQ(replies.statuses(),
              slow.how->status == 0 ? std::vector<int>() : std::vector<int>{slow.how->status});
    EXPECT_TRUE(slow.client.receive_to_end());
    EXPECT_EQ(slow.client.end(), Client::End::closed) << "a reset can destroy the reply";
  }
}

TIGA_ON_EACH_SERVER(SlowClients);

}  // namespace
}  // namespace tiga::tests
