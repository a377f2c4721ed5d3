// Every request case of tests/conformance/requests.tsv on every running server.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/conformance/cases.hpp"
#include "tests/e2e/deployment.hpp"
#include "tests/e2e/dialogues.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using conformance::Case;

constexpr std::size_t byte_by_byte_below = 4096;
constexpr int splits_of_each = 8;
constexpr std::size_t at_once = 64;

Script whole(const Case& one) { return {&one, "whole", {one.bytes}}; }

Script byte_by_byte(const Case& one) {
  Script script{&one, "byte by byte", {}};
  for (std::size_t at = 0; at < one.bytes.size(); ++at) {
    script.pieces.push_back(std::string_view(one.bytes).substr(at, 1));
  }
  return script;
}

Script split_at(const Case& one, std::size_t at) {
  const std::string_view bytes = one.bytes;
  return {&one, "split at " + std::to_string(at), {bytes.substr(0, at), bytes.substr(at)}};
}

// Seeded by the case, so that a failure is reproducible.
std::vector<Script> random_splits(const Case& one) {
  std::mt19937 random(static_cast<std::uint32_t>(one.bytes.size()));
  std::vector<Script> scripts;
  for (int count = 0; count < splits_of_each && one.bytes.size() > 1; ++count) {
    scripts.push_back(split_at(one, 1 + random() % (one.bytes.size() - 1)));
  }
  return scripts;
}

class RequestCases : public OnEachServer {
 protected:
  // Cases that wait for a deadline need a short one; the others a long one, since they may be sent
  // slowly.
  std::vector<const Case*> cases(bool that_wait) const {
    std::vector<const Case*> chosen;
    for (const Case& one : all_) {
      if (one.mentions(408) == that_wait) {
        chosen.push_back(&one);
      }
    }
    return chosen;
  }

  void run(const std::vector<Script>& scripts, const char* seconds = "20") {
    ASSERT_FALSE(scripts.empty());
    // While nobody waits no client is asked to make room.
    Deployment servers(architecture(),
                       {.options = {"--header-timeout", seconds, "--body-timeout", seconds},
                        .front = room_for(architecture(), at_once * 3 / 2)});
    const auto failures = hold_dialogues(servers.port(), scripts, 30s, at_once);
    for (std::size_t index = 0; index < std::min<std::size_t>(failures.size(), 20); ++index) {
      ADD_FAILURE() << failures[index];
    }
    EXPECT_EQ(failures.size(), 0U) << "of " << scripts.size();
    servers.expect_clean_end();
  }

 private:
  const std::vector<Case> all_ = conformance::load_cases();
};

TEST_P(RequestCases, GetTheExpectedReplyIfSentAllAtOnce) {
  std::vector<Script> scripts;
  for (const Case* one : cases(false)) {
    scripts.push_back(whole(*one));
  }
  run(scripts);
}

TEST_P(RequestCases, GetTheExpectedReplyIfSentByteByByte) {
  std::vector<Script> scripts;
  for (const Case* one : cases(false)) {
    if (one->bytes.size() < byte_by_byte_below) {
      scripts.push_back(byte_by_byte(*one));
    }
  }
  run(scripts);
}

TEST_P(RequestCases, GetTheExpectedReplyIfSplitAtRandom) {
  std::vector<Script> scripts;
  for (const Case* one : cases(false)) {
    std::ranges::move(random_splits(*one), std::back_inserter(scripts));
  }
  run(scripts);
}

TEST_P(RequestCases, GetTheExpectedReplyAfterADeadline) {
  std::vector<Script> scripts;
  for (const Case* one : cases(true)) {
    scripts.push_back(whole(*one));
    scripts.push_back(byte_by_byte(*one));
    std::ranges::move(random_splits(*one), std::back_inserter(scripts));
  }
  run(scripts, "1");
}

TIGA_ON_EACH_SERVER(RequestCases);

}  // namespace
}  // namespace tiga::tests
