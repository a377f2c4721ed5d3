// Nothing reads past the end of its input: each case, and each prefix of it, ends at a page that
// cannot be read.
#include <gtest/gtest.h>

#include "http/response_parser.hpp"
#include "http/target.hpp"
#include "tests/conformance/cases.hpp"
#include "tests/http/conversation.hpp"
#include "tests/http/guarded.hpp"

namespace tiga::http::test {
namespace {

constexpr std::size_t capacity = 128 * 1024;

TEST(GuardPage, AReadOfTheGuardPageFaults) {
  GuardedMemory memory(16);
  const std::string_view placed = memory.place("abc");
  EXPECT_DEATH(
      {
        const volatile char* bytes = placed.data();
        [[maybe_unused]] const char read = bytes[3];
      },
      "");
}

TEST(GuardPage, ParsingRequestsAndTheirPrefixesStaysInBounds) {
  GuardedMemory memory(capacity);
  for (const conformance::Case& sample : conformance::load_cases()) {
    for (const std::size_t size : split_offsets(sample.bytes.size())) {
      const std::string_view prefix = memory.place(std::string_view(sample.bytes).substr(0, size));
      Conversation conversation;
      conversation.receive(prefix);
      conversation.time_out();
    }
  }
}

/// A parser that has looked at a prefix goes on in memory that ends with what has come since.
TEST(GuardPage, ParsingRequestsThatGrowAndMoveStaysInBounds) {
  GuardedMemory memory(capacity);
  for (const conformance::Case& sample : conformance::load_cases()) {
    if (sample.bytes.size() > 4096) continue;
    Conversation conversation;
    for (std::size_t size = 0; size <= sample.bytes.size(); ++size) {
      conversation.receive(memory.place(std::string_view(sample.bytes).substr(0, size)));
    }
    conversation.time_out();
    EXPECT_TRUE(conversation == converse(sample.bytes)) << sample.name;
  }
}

TEST(GuardPage, ParsingRepliesStaysInBounds) {
  constexpr std::string_view reply =
      "HTTP/1.1 200 OK\r\nDate: Mon, 23 Nov 2026 04:37:18 GMT\r\nContent-Type: text/html\r\n"
      "Connection: keep-alive, close\r\nTransfer-Encoding: chunked\r\n\r\n";
  GuardedMemory memory(capacity);
  for (std::size_t size = 0; size <= reply.size(); ++size) {
    ResponseParser parser;
    const bool complete =
        parser.parse(memory.place(reply.substr(0, size)), false) == ResponseParser::State::complete;
    EXPECT_EQ(complete, size == reply.size());
  }
}

TEST(GuardPage, ResolvingPathsStaysInBounds) {
  GuardedMemory memory(capacity);
  for (const std::string_view path : {"/", "/%", "/%2", "/a%2e", "/a/..", "/%2e%2", "/a/b/"}) {
    resolve_path(memory.place(path));
    media_type(memory.place(path));
  }
}

}  // namespace
}  // namespace tiga::http::test
