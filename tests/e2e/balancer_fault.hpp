// Shared by the tests of tests/e2e/balancer_faults.md: a balancer in front of a faulty backend and
// a good one.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/client.hpp"
#include "tests/support/engines.hpp"
#include "tests/support/replies.hpp"
#include "tests/support/scripted_backend.hpp"
#include "tests/support/server_process.hpp"

namespace tiga::tests {

/// A request of one test.
struct Question {
  std::string_view method = "GET";
  std::string_view version = "HTTP/1.1";
  std::string_view fields = {};  ///< further lines, each with its end
  std::string_view content = {};

  std::string text(const std::string& target) const;
};

/// A request that was sent, and its result.
struct Asked {
  std::string target;  ///< of this request alone, so that backends' records can be searched for it
  Client client;
  ReplyReader replies;

  std::vector<int> statuses() const { return replies.statuses(); }
  /// The content of the final reply; empty if there is none.
  std::string content() const;
  /// Whether the final reply has that field.
  bool has_field(std::string_view name) const;
};

/// The real balancer with short deadlines. A is the faulty backend, B the good one.
class BalancerFault : public OnEachEngine {
 protected:
  static void SetUpTestSuite();
  /// Stops A, B and the balancer, which must exit cleanly.
  void TearDown() override;

  /// Starts the balancer with backends A and B, in this order; `options` follow, or replace, the
  /// deadlines below.
  void start(const std::vector<std::string>& options = {}) { start_with({&a_, &b_}, options); }
  void start_with(const std::vector<const ScriptedBackend*>& backends,
                  const std::vector<std::string>& options = {});

  std::string next_target() { return "/test/" + std::to_string(++targets_); }
  Client client() const { return Client(balancer_->port()); }
  /// Sends one request over a fresh connection and awaits its final reply, or the end.
  Asked ask(const Question& question = {}, common::Nanoseconds limit = Client::default_limit);
  /// Repeats that until a request has reached A first, since the balancer chooses the backend.
  Asked ask_a(const Question& question = {});
  /// All bytes of one connection, for a request that reached A first.
  Client receive_from_a(const Question& question = {});
  /// How often the backends received the request, in all.
  std::size_t tries(const std::string& target) const;
  /// Whether a request over a fresh connection succeeds.
  void expect_service();

  static constexpr std::chrono::milliseconds request_timeout{3000};

  std::atomic<bool> flag_{
      false};  ///< between a test and its answers, which it outlives; set at the end
  ScriptedBackend a_{"A"};
  ScriptedBackend b_{"B"};
  std::optional<ServerProcess> balancer_;

 private:
  Asked send(const Question& question);
  bool a_was_first(const std::string& target) const;

  int targets_ = 0;
};

}  // namespace tiga::tests
