// Streams of requests that are nearly right, in random pieces, as our parser and decoder read them,
// and as the plain reader does, which has nothing of them.
#include <gtest/gtest.h>

#include <map>
#include <memory>

#include "tests/conformance/cases.hpp"
#include "tests/conformance/plain_reader.hpp"
#include "tests/http/conversation.hpp"
#include "tests/http/mutator.hpp"

namespace tiga::http::test {
namespace {

using conformance::Body;
using conformance::Open;
using conformance::PlainRequest;
using Result = conformance::PlainMessage::Result;

constexpr std::size_t longest_seed = 1500;

const std::string post = "POST /echo HTTP/1.1\r\nHost: a\r\n";
const std::string chunked = post + "Transfer-Encoding: chunked\r\n\r\n";

std::vector<std::string> request_seeds() {
  const std::string get = "GET / HTTP/1.1\r\nHost: a\r\n";
  std::string many_fields = get;
  for (int field = 0; field < 98; ++field) many_fields += "A: b\r\n";
  std::vector<std::string> seeds = {
      many_fields + "\r\n",
      get + "Content-Length: 5\r\n\r\nhello" + get + "\r\n",
      get + "Connection: keep-alive, X-Y\r\nX-Y: 1\r\n\r\nHEAD /b HTTP/1.1\r\nHost: b\r\n\r\n",
      "GET /old HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET / HTTP/1.0\r\n\r\n",
      "GET http://b.example:80/x?y HTTP/1.1\r\nHost: b.example:80\r\n\r\n",
      "GET ftp://b.example/x HTTP/1.1\r\nHost: b.example\r\n\r\n",
      "OPTIONS http://[::1]:8080 HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: [fe80::1:2.3.4.5]\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: [v1.a:b]\r\n\r\n",
      "CONNECT b.example:443 HTTP/1.1\r\nHost: b.example:443\r\n\r\n",
      std::string(32, 'M') + " /%41%20b?c={d} HTTP/1.1\r\nHost: a\r\n\r\n",
      chunked +
          "5\r\nhello\r\n0A;x=\"y\\\"z\" ; b = c\r\n0123456789\r\n0\r\nExpires: never\r\n\r\n",
      chunked + "0000000000000005\r\nhello\r\n00000;q\r\nA: b\r\nB: c\r\n\r\n" + get + "\r\n",
      chunked + "2\r\n\r\n\r\n1\r\n0\r\n0\r\n\r\n" + chunked + "3\r\n0\r\n\r\n0\r\n\r\n" + get +
          "\r\n",
      post + "Transfer-Encoding:\t Chunked\r\nContent-Type: a/b\r\n\r\n1\r\n\n\r\n0\r\n\r\n",
      chunked + "00000000000000001\r\n!\r\n0\r\n\r\n" + get + "\r\n",
      post + "Transfer-Encoding: , chunked\r\n\r\n0\r\n\r\n" + get + "\r\n",
      post + "Content-Length: 42\r\n\r\nGET /inner HTTP/1.1\r\nHost: a\r\nA: b\r\n\r\nabcd" + get +
          "\r\n",
      post + "Content-Length: 10\r\nExpect: 100-continue\r\n\r\n0123456789\r\n" + get + "\r\n",
  };
  for (const conformance::Case& sample : conformance::load_cases()) {
    if (sample.bytes.size() <= longest_seed) seeds.push_back(sample.bytes);
  }
  return seeds;
}

const std::vector<std::string_view> lines_for_requests = {"Content-Length: 5",
                                                          "Content-Length: 05",
                                                          "Content-Length: 0",
                                                          "Content-Length : 5",
                                                          "Transfer-Encoding: chunked",
                                                          "Transfer-Encoding: identity",
                                                          "Transfer-Encoding:",
                                                          "transfer-encoding: CHUNKED",
                                                          "Transfer-Encoding: chunked, chunked",
                                                          "Connection: close",
                                                          "Connection: keep-alive",
                                                          "Connection: Content-Length",
                                                          "Host: b",
                                                          "Host:",
                                                          "X: y",
                                                          " folded",
                                                          "\tTransfer-Encoding: x",
                                                          "Expect: 100-continue",
                                                          "GET /b HTTP/1.1",
                                                          "0",
                                                          "5",
                                                          "X\x0bY: z",
                                                          "Upgrade: h2c",
                                                          "",
                                                          "Transfer-Encoding: \"",
                                                          "Connection: a b"};

/// What the comparison has met.
struct Met {
  int accepted = 0;
  int refused = 0;
  int chunked = 0;
  std::map<Open, int> open;  ///< requests that ours refused, and might have accepted
};

class Comparison {
 public:
  Comparison(const std::string& stream, const std::vector<std::size_t>& cuts) : stream_(stream) {
    // Each piece comes with the memory moved, as into a buffer that grows.
    std::unique_ptr<std::string> received;
    for (const std::size_t cut : cuts) take(received, cut);
    take(received, stream.size());
    ours_ = conversation_.exchanges();
    plain_ = conformance::read_requests_plainly(stream);
  }

  /// What differs; empty: nothing.
  std::string difference(Met& met) const {
    for (std::size_t index = 0; index < plain_.size(); ++index) {
      const Exchange* const ours = index < ours_.size() ? &ours_[index] : nullptr;
      const std::string different = compare(plain_[index], ours, index, met);
      if (!different.empty()) return "request " + std::to_string(index) + ' ' + different;
      if (ours == nullptr || ours->error != ParseError::none) return {};
    }
    return ours_.size() > plain_.size() ? "more requests are read than there are" : "";
  }

 private:
  void take(std::unique_ptr<std::string>& received, std::size_t size) {
    auto more = std::make_unique<std::string>(stream_.substr(0, size));
    conversation_.receive(*more);
    received = std::move(more);
  }

  std::string compare(const PlainRequest& right, const Exchange* ours, std::size_t index,
                      Met& met) const {
    const bool refused = ours != nullptr && ours->error != ParseError::none;
    const bool accepted = ours != nullptr && !refused;
    switch (right.result) {
      case Result::refused:
        ++met.refused;
        return refused ? "" : "must be refused: " + right.rule;
      case Result::unfinished:
        if (accepted) return "is accepted before its end";
        return !refused || may_be_refused(right, index)
                   ? ""
                   : "is refused before its end: " + std::string(describe(ours->error));
      case Result::accepted:
        break;
    }
    if (refused) {
      for (const Open open : right.open) ++met.open[open];
      return right.open.empty() ? "must be accepted: " + std::string(describe(ours->error)) : "";
    }
    if (ours == nullptr) return "is complete";
    ++met.accepted;
    met.chunked += right.body == Body::chunked ? 1 : 0;
    return compare_accepted(right, *ours);
  }

  static std::string compare_accepted(const PlainRequest& right, const Exchange& ours) {
    if (ours.method != right.method) return "has the method " + right.method;
    if (ours.target != right.target) return "has the target " + right.target;
    if (ours.fields != right.fields) return "has other fields";
    if (ours.framing != framing_of(right.body)) return "has another framing";
    if (right.body == Body::counted && ours.length != right.length) {
      return "has the length " + std::to_string(right.length);
    }
    if (ours.content != right.content) return "has the content " + escape(right.content);
    if (ours.end != right.end) {
      return "ends at " + std::to_string(right.end) + ", not at " + std::to_string(ours.end);
    }
    return ours.persists == right.persists ? "" : "leaves the connection otherwise";
  }

  /// Whatever could follow, the plain reader would not accept it.
  bool may_be_refused(const PlainRequest& right, std::size_t index) const {
    if (!right.open.empty()) return true;
    const auto is_accepted = [index](const std::string& longer) {
      const auto requests = conformance::read_requests_plainly(longer);
      return index < requests.size() && requests[index].result == Result::accepted &&
             requests[index].open.empty();
    };
    return !some_completion(stream_, "M / HTTP/1.1\r\nHost: a\r\n\r\n", is_accepted) &&
           !some_completion(stream_, "a\"\r\n0\r\n\r\n", is_accepted);
  }

  const std::string& stream_;
  Conversation conversation_;
  std::vector<Exchange> ours_;
  std::vector<PlainRequest> plain_;
};

TEST(MutatedRequests, AreReadAsByAReaderThatSharesNoCode) {
  const StreamNumbers numbers(10'000);
  Mutator mutator(request_seeds(), lines_for_requests);
  Met met;
  for (std::uint64_t number = numbers.first; number - numbers.first < numbers.count; ++number) {
    const std::string stream = mutator.stream(number);
    const std::string different = Comparison(stream, mutator.cuts(stream.size())).difference(met);
    ASSERT_EQ(different, "") << "TIGA_FIRST_STREAM=" << number
                             << " TIGA_STREAMS=1: " << escape(stream);
  }
  if (!numbers.are_usual) return;
  EXPECT_GT(met.accepted, 2000) << "the streams are too wrong for this to mean much";
  EXPECT_GT(met.chunked, 200);
  EXPECT_GT(met.refused, 2000) << "the streams are too good for this to mean much";
  for (const Open open : {Open::other_scheme, Open::ip_future, Open::connection_syntax,
                          Open::empty_element, Open::long_chunk_size, Open::limit}) {
    EXPECT_GT(met.open[open], 0) << "never met: " << static_cast<int>(open);
  }
}

// Without mutation, however the seeds arrive.
TEST(MutatedRequests, TheirSeedsAreReadAlikeAtEverySplit) {
  Met met;
  for (const std::string& seed : request_seeds()) {
    for (std::size_t cut = 1; cut < seed.size(); ++cut) {
      ASSERT_EQ(Comparison(seed, {cut}).difference(met), "") << cut << ": " << escape(seed);
    }
  }
}

}  // namespace
}  // namespace tiga::http::test
