#include "tests/e2e/balancer_fault.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <stdexcept>

#include "common/unique_fd.hpp"

namespace tiga::tests {
namespace {

constexpr int most_turns = 4;

void read_replies(Asked& asked, common::Nanoseconds limit) {
  std::size_t fed = 0;
  asked.client.receive_until(
      [&](std::string_view received) {
        asked.replies.feed(received.substr(fed));
        fed = received.size();
        return asked.replies.final_count() >= 1 || !asked.replies.error().empty();
      },
      limit);
  if (asked.client.end() != Client::End::open) {
    asked.replies.end();
  }
}

}  // namespace

std::string Question::text(const std::string& target) const {
  std::string text;
  text.append(method).append(" ").append(target).append(" ").append(version);
  text.append("\r\nHost: a\r\n").append(fields);
  if (!content.empty()) {
    text.append("Content-Length: ").append(std::to_string(content.size())).append("\r\n");
  }
  return text.append("\r\n").append(content);
}

std::string Asked::content() const {
  return replies.final_count() == 0 ? "" : replies.replies().back().content;
}

bool Asked::has_field(std::string_view name) const {
  return replies.final_count() > 0 && replies.replies().back().field(name).has_value();
}

void BalancerFault::SetUpTestSuite() { common::raise_descriptor_limit(); }

void BalancerFault::TearDown() {
  flag_ = true;
  a_.crash();
  b_.crash();
  if (balancer_) {
    const auto report = balancer_->stop();
    EXPECT_TRUE(report.succeeded()) << report.describe() << '\n' << balancer_->log();
    EXPECT_THAT(balancer_->log(), testing::Not(testing::HasSubstr("Sanitizer")));
  }
}

void BalancerFault::start_with(const std::vector<const ScriptedBackend*>& backends,
                               const std::vector<std::string>& options) {
  std::vector<std::string> arguments = options;
  const auto set = [&](const std::string& name, const std::string& value) {
    if (std::find(options.begin(), options.end(), name) == options.end()) {
      arguments.insert(arguments.end(), {name, value});
    }
  };
  set("--request-timeout", std::to_string(request_timeout.count() / 1000.0));
  set("--check-interval", "0.2");
  set("--drain-timeout", "2");
  set("--engine", GetParam());
  for (const ScriptedBackend* backend : backends) {
    arguments.insert(arguments.end(), {"--backend", backend->endpoint()});
  }
  balancer_.emplace("balancer", arguments);
}

Asked BalancerFault::send(const Question& question) {
  Asked asked{next_target(), client(), ReplyReader({question.method == "HEAD"})};
  asked.client.send(question.text(asked.target));
  return asked;
}

Asked BalancerFault::ask(const Question& question, common::Nanoseconds limit) {
  Asked asked = send(question);
  read_replies(asked, limit);
  return asked;
}

Asked BalancerFault::ask_a(const Question& question) {
  for (int turn = 0; turn < most_turns; ++turn) {
    Asked asked = ask(question);
    if (a_was_first(asked.target)) {
      return asked;
    }
  }
  throw std::runtime_error("no request came to A");
}

Client BalancerFault::receive_from_a(const Question& question) {
  for (int turn = 0; turn < most_turns; ++turn) {
    Asked asked = send(question);
    const std::string end_of_b = "\r\n\r\nB";
    asked.client.receive_until([&](std::string_view got) { return got.ends_with(end_of_b); },
                               3 * request_timeout);
    if (a_was_first(asked.target)) {
      return std::move(asked.client);
    }
  }
  throw std::runtime_error("no request came to A");
}

bool BalancerFault::a_was_first(const std::string& target) const {
  const auto here = a_.received(target);
  const auto there = b_.received(target);
  return !here.empty() && (there.empty() || here.front().at < there.front().at);
}

std::size_t BalancerFault::tries(const std::string& target) const {
  return a_.received(target).size() + b_.received(target).size();
}

void BalancerFault::expect_service() { EXPECT_THAT(ask().statuses(), testing::ElementsAre(200)); }

}  // namespace tiga::tests
