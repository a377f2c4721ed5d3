// Clients that send or read too slowly, and an address with too many of them.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <filesystem>
#include <thread>

#include "common/unique_fd.hpp"
#include "tests/conformance/cases.hpp"
#include "tests/e2e/deployment.hpp"
#include "tests/support/client.hpp"
#include "tests/support/process_info.hpp"
#include "tests/support/replies.hpp"
#include "tests/support/wait.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using conformance::simple_request;
using testing::ElementsAre;

// What a busy machine may add.
constexpr auto drip_slack = 4s;

class SlowSender : public OnEachServer {};

constexpr std::string_view long_content =
    "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4000\r\n\r\n";

TEST_P(SlowSender, BelowTheFloorGets408AfterTheGrace) {
  Deployment servers(architecture(), {.front = {"--min-body-rate", "10000", "--rate-grace", "1"},
                                      .behind = {"--min-body-rate", "0"}});
  const auto began = common::SteadyClock::now();  // before the server's clock
  Client client(servers.port());
  client.send(long_content);
  const auto came = [](std::string_view received) { return !received.empty(); };
  while (!client.receive_until(came, 50ms) && client.end() == Client::End::open &&
         common::SteadyClock::now() - began < 1s + drip_slack) {
    client.send("x");
  }
  EXPECT_THAT(receive_replies(client, 1).statuses(), ElementsAre(408));
  EXPECT_GE(common::SteadyClock::now() - began, 950ms);
  EXPECT_LT(common::SteadyClock::now() - began, 1s + drip_slack)
      << "it was the whole content's deadline";
  EXPECT_TRUE(client.receive_to_end());
  EXPECT_EQ(client.end(), Client::End::closed);
  servers.expect_clean_end();
}

TEST_P(SlowSender, AboveTheFloorIsServedPastTheGrace) {
  Deployment servers(architecture(), {.front = {"--min-body-rate", "50", "--rate-grace", "1"}});
  Client client(servers.port());
  client.send(long_content);
  for (int part = 0; part < 20;
       ++part) {  // twice the grace, 2000 bytes a second: each is seconds ahead
    client.send(std::string(200, 'x'));
    std::this_thread::sleep_for(100ms);
  }
  EXPECT_THAT(receive_replies(client, 1).statuses(), ElementsAre(200));
  servers.expect_clean_end();
}

class SlowReader : public OnEachServer {
 protected:
  SlowReader() {
    common::write_file(folder_.path() / "large", "");
    std::filesystem::resize_file(folder_.path() / "large", std::uintmax_t{64} << 20);
  }
  void start(const std::string& rate) {
    servers_.emplace(architecture(),
                     DeploymentOptions{.options = {"--root", folder_.path()},
                                       .front = {"--min-read-rate", rate, "--rate-grace", "1"},
                                       .behind = {"--min-read-rate", "0"}});
    client_.emplace(servers_->port(), 8192);
    client_->send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
    client_->receive_until([](std::string_view received) { return received.size() > 1000; });
    during_ = open();
  }
  std::size_t open() { return servers_->sockets_at_front(); }
  // At most `size` bytes; whether any came within ten seconds.
  bool take(std::size_t size) const {
    std::array<char, 65536> bytes;
    const timeval limit{10, 0};
    ::setsockopt(client_->socket(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    return ::recv(client_->socket(), bytes.data(), std::min(size, bytes.size()), 0) > 0;
  }

  common::TemporaryFolder folder_;
  std::optional<Deployment> servers_;
  std::optional<Client> client_;
  std::size_t during_ = 0;
};

TEST_P(SlowReader, BelowTheFloorIsCutHoweverOftenItReads) {
  start("100000");
  const auto deadline = common::Deadline::after(
      20s);  // of 60 s that a reply may stand still, and none of it a backend's
  while (open() >= during_ && !deadline.passed()) {
    take(1);
    std::this_thread::sleep_for(20ms);
  }
  EXPECT_LT(open(), during_);
  servers_->expect_clean_end();
}

TEST_P(SlowReader, AboveTheFloorIsNotCut) {
  start("1000");
  for (int part = 0; part < 15; ++part) {  // 1.5 s, half a second past the grace
    ASSERT_TRUE(take(20000));
    std::this_thread::sleep_for(100ms);
  }
  EXPECT_EQ(open(), during_);
  client_->abort();
  servers_->expect_clean_end();
}

class AddressLimits : public OnEachServer {
 protected:
  // A connection whose own end has that address.
  static common::UniqueFd connect_from(const char* address, std::uint16_t port) {
    common::UniqueFd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in end{};
    end.sin_family = AF_INET;
    ::inet_pton(AF_INET, address, &end.sin_addr);
    EXPECT_EQ(::bind(socket.get(), reinterpret_cast<sockaddr*>(&end), sizeof end), 0);
    end.sin_port = htons(port);
    ::inet_pton(AF_INET, "127.0.0.1", &end.sin_addr);
    EXPECT_EQ(::connect(socket.get(), reinterpret_cast<sockaddr*>(&end), sizeof end), 0);
    return socket;
  }
};

TEST_P(AddressLimits, AnAddressAboveItsLimitGets503WhileOthersAreServed) {
  Deployment servers(architecture(), {.front = {"--max-connections-per-address", "2"}});
  std::vector<Client> clients;
  for (int count = 0; count < 2; ++count) {
    clients.emplace_back(servers.port());
    clients.back().send(simple_request);
    EXPECT_THAT(receive_replies(clients.back(), 1).statuses(), ElementsAre(200));
  }
  Client extra(servers.port());
  extra.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 40000\r\n\r\n" +
             std::string(40000, 'x'));
  EXPECT_THAT(receive_replies(extra, 1).statuses(), ElementsAre(503));
  EXPECT_TRUE(extra.receive_to_end());
  EXPECT_EQ(extra.end(), Client::End::closed) << "a reset can destroy the reply";

  const common::UniqueFd other = connect_from("127.0.0.2", servers.port());
  ASSERT_EQ(::send(other.get(), simple_request.data(), simple_request.size(), MSG_NOSIGNAL),
            static_cast<ssize_t>(simple_request.size()));
  std::array<char, 12> status{};
  ASSERT_EQ(::recv(other.get(), status.data(), status.size(), MSG_WAITALL), 12);
  EXPECT_EQ(std::string_view(status.data(), status.size()), "HTTP/1.1 200");

  clients.pop_back();
  EXPECT_TRUE(wait_until([&] { return serves(servers.port()); })) << "one that leaves makes room";
  servers.expect_clean_end();
}

TIGA_ON_EACH_SERVER(SlowSender);
TIGA_ON_EACH_SERVER(SlowReader);
TIGA_ON_EACH_SERVER(AddressLimits);

}  // namespace
}  // namespace tiga::tests
