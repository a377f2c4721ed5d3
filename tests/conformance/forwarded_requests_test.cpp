// What a backend gets of each request case, byte by byte: a request that is accepted as RFC 9110
// §7.6 has it, of one that is refused nothing, or no whole one where its content is at fault.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <random>

#include "tests/conformance/cases.hpp"
#include "tests/conformance/plain_grammar.hpp"
#include "tests/conformance/recording_backend.hpp"
#include "tests/support/client.hpp"
#include "tests/support/engines.hpp"
#include "tests/support/server_process.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using conformance::Body;
using conformance::Case;
using conformance::PlainRequest;
using conformance::values_of;
using conformance::grammar::lower;
using Result = conformance::PlainMessage::Result;

// The statuses with which a request is refused.
bool refuses(int status) {
  constexpr std::array<int, 6> refusals = {400, 413, 414, 431, 501, 505};
  return std::ranges::find(refusals, status) != refusals.end();
}

bool is_to_https(const PlainRequest& request) {
  return lower(request.target).starts_with("https:");
}

// No case has a Max-Forwards of more than one digit.
std::string max_forwards(const PlainRequest& request) {
  const bool counts = request.method == "OPTIONS" || request.method == "TRACE";
  const auto values = values_of(request, "max-forwards");
  return !counts || values.empty() ? "" : values.front();
}

// Whether the RFC leaves it open to refuse it. A target such as "/%zz" is passed to whom it names.
bool may_be_refused(const PlainRequest& request) {
  return std::ranges::any_of(request.open, [&](conformance::Open open) {
    return open != conformance::Open::target_syntax ||
           request.target.find('#') != std::string::npos;
  });
}

// Requests whose final recipient the balancer is.
bool ends_here(const PlainRequest& request) {
  return request.method == "CONNECT" || is_to_https(request) || max_forwards(request) == "0";
}

struct Target {
  std::string host;
  std::string path;
};

// RFC 9112 §3.2.2, §3.2.4.
Target split_target(const PlainRequest& request) {
  if (request.target.starts_with('/') || request.target == "*") {
    const auto hosts = values_of(request, "host");
    return {hosts.empty() ? "" : hosts.front(), request.target};
  }
  const std::string rest = request.target.substr(std::string("http://").size());
  const std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
  Target target{rest.substr(0, end), rest.substr(end)};
  if (target.path.empty() && request.method == "OPTIONS") {
    target.path = "*";
  } else if (!target.path.starts_with('/')) {
    target.path.insert(0, "/");
  }
  return target;
}

// RFC 9110 §7.6.1. Framing and Host stay, whatever Connection names.
bool is_passed(const PlainRequest& request, const std::string& name) {
  constexpr std::array<std::string_view, 6> hop_by_hop = {
      "connection", "keep-alive", "proxy-connection", "te", "trailer", "upgrade"};
  if (std::ranges::find(hop_by_hop, name) != hop_by_hop.end()) {
    return false;
  }
  for (const std::string& value : values_of(request, "connection")) {
    for (const std::string& option : conformance::grammar::split(value, ',')) {
      if (lower(conformance::grammar::trim(option)) == name) {
        return name == "content-length" || name == "transfer-encoding";
      }
    }
  }
  return true;
}

std::string forwarded_head(const PlainRequest& request, const std::string& backend) {
  const Target target = split_target(request);
  std::string head = request.method + " " + target.path +
                     " HTTP/1.1\r\nHost: " + (target.host.empty() ? backend : target.host) + "\r\n";
  std::string senders;
  for (const auto& [name, value] : request.fields) {
    const std::string lowered = lower(name);
    if (lowered == "x-forwarded-for") {
      senders += value.empty() ? "" : value + ", ";
    } else if (lowered != "host" && is_passed(request, lowered) &&
               (lowered != "max-forwards" || max_forwards(request).empty())) {
      head += name + ": " + value + "\r\n";
    }
  }
  if (!max_forwards(request).empty()) {
    head += "Max-Forwards: " + std::to_string(std::stoi(max_forwards(request)) - 1) + "\r\n";
  }
  return head + "Via: 1." + std::to_string(request.minor_version) +
         " tiga\r\nX-Forwarded-For: " + senders + "127.0.0.1\r\n\r\n";
}

// What the backend must get of one case.
struct Expected {
  std::vector<PlainRequest> requests;
  bool a_part = false;  // after them it may get some of a request whose content is at fault
};

Expected expected_of(const Case& sample) {
  Expected expected;
  std::size_t index = 0;
  conformance::Statuses statuses = sample.alternatives.front();
  std::erase(statuses, 100);
  for (const PlainRequest& request : conformance::read_requests_plainly(sample.bytes)) {
    const int status = index < statuses.size() ? statuses[index] : 0;
    ++index;
    if (request.result != Result::accepted || (may_be_refused(request) && refuses(status))) {
      expected.a_part = request.head_end > 0;
    } else if (!ends_here(request)) {
      expected.requests.push_back(request);
    } else if (request.body != Body::none || request.method == "CONNECT") {
      break;  // answered without its content, and closed
    }
  }
  return expected;
}

class ForwardedRequests : public OnEachEngine {
 protected:
  ForwardedRequests()
      : balancer_("balancer", {"--engine", GetParam(), "--backend", backend_.endpoint()}) {}
  void TearDown() override { EXPECT_EQ(balancer_.stop().status, 0) << balancer_.log(); }

  // All of a case over one connection, in two pieces, until the balancer has closed it; then a
  // request of our own, so that whatever was to come has come.
  conformance::Recorded record(const Case& sample, std::size_t cut) {
    const std::string_view bytes = sample.bytes;
    Client client(balancer_.port());
    client.send(bytes.substr(0, cut));
    if (cut > 0) {
      pause();
    }
    client.send(bytes.substr(cut));
    client.half_close();
    EXPECT_TRUE(finish(client)) << sample.name;
    Client last(balancer_.port());
    last.send("GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(finish(last)) << sample.name;
    conformance::Recorded recorded = backend_.take();
    if (recorded.requests.empty() || !recorded.requests.back().starts_with("GET /last ")) {
      ADD_FAILURE() << sample.name << ": the last request is missing";
    } else {
      recorded.requests.pop_back();
    }
    return recorded;
  }

  void check(const Case& sample, std::size_t cut) {
    SCOPED_TRACE(sample.name + " cut at " + std::to_string(cut) + " [RFC " + sample.source + "]");
    const Expected expected = expected_of(sample);
    const conformance::Recorded recorded = record(sample, cut);
    ASSERT_EQ(recorded.requests.size(), expected.requests.size());
    for (std::size_t index = 0; index < recorded.requests.size(); ++index) {
      const PlainRequest& sent = expected.requests[index];
      const std::string& bytes = recorded.requests[index];
      const auto got = conformance::read_requests_plainly(bytes);
      ASSERT_EQ(got.size(), 1U) << bytes;
      const std::string head = bytes.substr(0, got[0].head_end);
      EXPECT_EQ(head, forwarded_head(sent, backend_.endpoint()));
      EXPECT_EQ(got[0].body, sent.body);
      EXPECT_TRUE(got[0].content == sent.content);
      if (sent.body != Body::chunked) {
        EXPECT_EQ(bytes.substr(got[0].head_end), sent.content);
      }
    }
    if (!expected.a_part) {
      EXPECT_THAT(recorded.rest, testing::IsEmpty());
    }
  }

  conformance::RecordingBackend backend_;
  ServerProcess balancer_;

 private:
  void pause() {
    ::poll(nullptr, 0, 1);
    backend_.take_turn();
  }
  bool finish(Client& client) {
    const auto deadline = common::Deadline::after(20s);
    while (!client.receive_to_end(1ms) && !deadline.passed()) {
      backend_.take_turn();
    }
    return client.end() != Client::End::open;
  }
};

TEST_P(ForwardedRequests, AreThoseOfTheCasesByteByByte) {
  for (const Case& sample : conformance::load_cases()) {
    check(sample, 0);
  }
}

TEST_P(ForwardedRequests, AreTheSameIfTheyCameInPieces) {
  std::mt19937 random(9112);
  for (const Case& sample : conformance::load_cases()) {
    check(sample, 1 + random() % sample.bytes.size());
  }
}

TIGA_ON_EACH_ENGINE(ForwardedRequests);

}  // namespace
}  // namespace tiga::tests
