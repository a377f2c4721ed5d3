// Compares our parser and decoder with Boost.Beast's on many requests, most of them corrupted.
// Beast must accept whatever ours accepts, and read it the same way; whatever only Beast accepts
// must be refused for a reason listed here.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "tests/http/beast_oracle.hpp"
#include "tests/http/conversation.hpp"
#include "tests/http/request_generator.hpp"

namespace tiga::http::test {
namespace {

constexpr int rounds = 200000;
constexpr std::uint32_t seed = 9112;

/// Where ours is stricter than Beast 1.81, and why. Sections are RFC 9112's.
const std::map<ParseError, std::string_view>& stricter() {
  static const std::map<ParseError, std::string_view> reasons = {
      {ParseError::bad_host, "Beast leaves Host to its user (3.2)"},
      {ParseError::bad_target,
       "Beast takes any visible bytes and leaves the forms to its user (3.2)"},
      {ParseError::folded_field, "Beast unfolds (5.2 lets a server do either)"},
      {ParseError::bad_transfer_encoding,
       "Beast takes it from HTTP/1.0, and as none what it does not know (6.1)"},
      {ParseError::unknown_transfer_encoding,
       "Beast leaves codings before chunked to its user (6.1)"},
      {ParseError::bad_content_length,
       "Beast takes equal ones for one (6.3 lets a server do either)"},
      {ParseError::bad_chunk, "Beast takes any byte in a quoted extension (7.1.1)"},
  };
  return reasons;
}

/// Where ours is looser than Beast, which refuses empty lines before a request (RFC 9112
/// section 2.2) and versions past 1.1 (RFC 9110 section 6.2): the same request without.
std::string as_beast_takes_it(std::string request) {
  while (request.starts_with("\r\n")) request.erase(0, 2);
  const std::size_t minor = request.find("\r\n") - 1;
  if (minor < request.size() && request[minor] >= '2' && request[minor] <= '9')
    request[minor] = '1';
  return request;
}

using Fields = std::vector<std::pair<std::string, std::string>>;

/// Beast keeps fields of one name together.
Fields grouped(Fields fields) {
  const auto lower = [](std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
  };
  std::ranges::stable_sort(fields, {}, [&lower](const auto& field) { return lower(field.first); });
  return fields;
}

/// The first exchange of a stream, where it is whole.
struct Ours {
  explicit Ours(const std::string& request) {
    Conversation conversation;
    conversation.receive(request);
    if (conversation.exchanges().empty()) return;
    first = conversation.exchanges().front();
    whole = true;
    accepted = first.error == ParseError::none;
  }
  bool whole = false;
  bool accepted = false;
  Exchange first;
};

TEST(Differential, BeastParsesAcceptedRequestsTheSameWay) {
  RequestGenerator generator(seed);
  int accepted = 0;
  for (int round = 0; round < rounds; ++round) {
    const std::string request = generator.spoil(generator.request(), 3);
    const Ours ours(request);
    if (!ours.accepted) continue;
    const OracleAnswer beast = ask_beast(as_beast_takes_it(request));
    ASSERT_TRUE(beast.accepted) << beast.error << ": " << escape(request);
    ASSERT_EQ(ours.first.method, beast.method) << escape(request);
    ASSERT_EQ(ours.first.target, beast.target) << escape(request);
    ASSERT_EQ(grouped(ours.first.fields), grouped(beast.fields)) << escape(request);
    ASSERT_EQ(ours.first.content, beast.content) << escape(request);
    ++accepted;
  }
  EXPECT_GT(accepted, rounds / 20)
      << "the generator makes too few good requests for this to mean much";
}

TEST(Differential, RequestsThatOnlyBeastAcceptsAreListed) {
  RequestGenerator generator(seed + 1);
  std::map<ParseError, int> refused;
  for (int round = 0; round < rounds; ++round) {
    const std::string request = generator.spoil(generator.request(), 3);
    const Ours ours(request);
    if (ours.accepted || !ask_beast(request).accepted) continue;
    ASSERT_TRUE(ours.whole) << "we wait for more: " << escape(request);
    ASSERT_EQ(stricter().count(ours.first.error), 1U)
        << describe(ours.first.error) << ": " << escape(request);
    ++refused[ours.first.error];
  }
  for (const auto& [error, reason] : stricter()) {
    EXPECT_GT(refused[error], 0) << "never seen: " << describe(error) << " (" << reason << ")";
  }
}

}  // namespace
}  // namespace tiga::http::test
