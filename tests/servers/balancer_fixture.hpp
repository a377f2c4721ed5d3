// A running balancer before backends that a test plays.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "tests/servers/manual_backend.hpp"
#include "tests/support/client.hpp"
#include "tests/support/engines.hpp"
#include "tests/support/process_info.hpp"
#include "tests/support/replies.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/wait.hpp"

namespace tiga::tests {

class BalancerTest : public OnEachEngine {
 protected:
  /// Starts the balancer; `backends`: a_ alone, or a_ and b_.
  void start(int backends, std::vector<std::string> options = {}) {
    options.insert(options.end(), {"--engine", GetParam(), "--backend", a_.endpoint()});
    if (backends == 2) {
      options.insert(options.end(), {"--backend", b_.endpoint()});
    }
    balancer_.emplace("balancer", options);
  }
  Client ask(const std::string& path, const std::string& method = "GET") const {
    Client client(balancer_->port());
    EXPECT_TRUE(client.send(method + " " + path + " HTTP/1.1\r\nHost: h\r\n\r\n"));
    return client;
  }
  static Reply reply_to(Client& client) {
    const ReplyReader replies = receive_replies(client, 1);
    EXPECT_EQ(replies.replies().size(), 1U) << replies.error();
    return replies.replies().empty() ? Reply{} : replies.replies().front();
  }
  // A server that is killed keeps its counters of coverage to itself.
  void TearDown() override {
    if (balancer_) {
      balancer_->stop(std::chrono::seconds(5));
    }
  }
  bool log_says(const std::string& text) const {
    return wait_until([&] { return balancer_->log().find(text) != std::string::npos; });
  }
  bool descriptors_are(std::size_t count) const {
    return wait_until([&] { return open_descriptors(balancer_->pid()).size() == count; });
  }

  ManualBackend a_;
  ManualBackend b_;
  std::optional<ServerProcess> balancer_;
};

}  // namespace tiga::tests
