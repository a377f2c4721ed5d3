// The balancer's hot path allocates nothing: a request like those before it, over connections that
// stand. Those of the balancer's thread are counted; clients and backends are in this process, too.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pthread.h>

#include <algorithm>
#include <barrier>
#include <csignal>
#include <future>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "servers/balancer/server.hpp"
#include "servers/core/service.hpp"
#include "tests/support/allocation_count.hpp"
#include "tests/support/client.hpp"
#include "tests/support/engines.hpp"
#include "tests/support/scripted_backend.hpp"

namespace tiga::tests {
namespace {

namespace balancer = servers::balancer;
namespace core = servers::core;

constexpr int warm_up = 300;
constexpr int batches = 50;
constexpr int requests_of_a_batch = 400;

// A balancer on a thread of this process.
class OwnBalancer {
 public:
  OwnBalancer(const std::string& engine, const std::vector<const ScriptedBackend*>& backends) {
    options_.server.engine = engine == "asio" ? core::Engine::asio : core::Engine::io_uring;
    options_.server.log = core::LogLevel::none;
    for (const ScriptedBackend* backend : backends) {
      options_.backends.push_back({"127.0.0.1", backend->port()});
    }
    core::Listener listener = core::listen_on(options_.server);
    port_ = static_cast<std::uint16_t>(
        std::stoi(listener.address.substr(listener.address.rfind(':') + 1)));
    service_.emplace(options_.server);
    std::promise<const std::atomic<std::uint64_t>*> counter;
    thread_ = std::jthread([this, &counter, listener = std::move(listener)]() mutable {
      counter.set_value(&own_allocations());
      balancer::serve(options_, *service_, std::move(listener));
    });
    allocations_ = counter.get_future().get();
  }
  // Only once it has served: from then on its thread holds the signal back. The others do not.
  ~OwnBalancer() {
    ::pthread_kill(thread_.native_handle(), SIGTERM);
    thread_.join();
  }
  std::uint16_t port() const { return port_; }
  std::uint64_t allocations() const { return *allocations_; }

 private:
  balancer::Options options_;
  std::optional<core::Service> service_;
  std::uint16_t port_ = 0;
  const std::atomic<std::uint64_t>* allocations_ = nullptr;  // of the thread
  std::jthread thread_;
};

// Sends one request over each connection, then reads all the replies, again and again; how often
// the balancer allocated.
std::uint64_t ask(const OwnBalancer& balancer, std::vector<Client>& clients, int rounds) {
  const std::uint64_t before = balancer.allocations();
  for (int round = 0; round < rounds; ++round) {
    for (Client& client : clients) {
      client.forget_received();
      EXPECT_TRUE(client.send("GET /test HTTP/1.1\r\nHost: a\r\nAccept: */*\r\n\r\n"));
    }
    for (Client& client : clients) {
      EXPECT_TRUE(
          client.receive_until([](std::string_view got) { return got.ends_with("\r\n\r\nbody"); }));
    }
  }
  return balancer.allocations() - before;
}

// In the best of several batches: what is done by time and not by request (arming the timer of
// deadlines, watching a client that has waited for 50 ms) may allocate now and then.
std::uint64_t fewest_once_warm(const OwnBalancer& balancer, std::vector<Client>& clients) {
  ask(balancer, clients, warm_up);
  const int rounds = requests_of_a_batch / static_cast<int>(clients.size());
  std::uint64_t fewest = ask(balancer, clients, rounds);
  for (int batch = 1; batch < batches && fewest > 0; ++batch) {
    fewest = std::min(fewest, ask(balancer, clients, rounds));
  }
  return fewest;
}

std::vector<Client> connect(std::uint16_t port, int count) {
  std::vector<Client> clients;
  clients.reserve(static_cast<std::size_t>(count));
  for (int number = 0; number < count; ++number) {
    clients.emplace_back(port);
  }
  return clients;
}

using Allocations = OnEachEngine;

TEST_P(Allocations, TheCounterSeesAnAllocation) {
  const ScriptedBackend a("body");
  const OwnBalancer balancer(GetParam(), {&a});
  std::vector<Client> clients = connect(balancer.port(), 1);
  EXPECT_GT(ask(balancer, clients, 1), 0U) << "a connection and its first request";
}

TEST_P(Allocations, ASingleRequestAllocatesNothing) {
  const ScriptedBackend a("body");
  const ScriptedBackend b("body");
  const OwnBalancer balancer(GetParam(), {&a, &b});
  std::vector<Client> clients = connect(balancer.port(), 1);
  EXPECT_EQ(fewest_once_warm(balancer, clients), 0U);
}

TEST_P(Allocations, ConcurrentRequestsAllocateNothing) {
  constexpr int many = 20;
  std::barrier all_are_there(many);  // outlives the backend's threads
  ScriptedBackend a("body");
  a.answer_with([&](BackendConnection& connection, const ReceivedRequest&) {
    all_are_there.arrive_and_wait();
    connection.send(a.good_reply());
  });
  const OwnBalancer balancer(GetParam(), {&a});
  std::vector<Client> clients = connect(balancer.port(), many);
  EXPECT_EQ(fewest_once_warm(balancer, clients), 0U);
}

TIGA_ON_EACH_ENGINE(Allocations);

}  // namespace
}  // namespace tiga::tests
