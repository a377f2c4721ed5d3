// Content that is made while it is sent.
#include "servers/core/content/filler.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>

#include "http/body_decoder.hpp"

namespace tiga::servers::core {
namespace {

// All of it; framing and pieces in their order.
std::string all_of(Filler filler) {
  std::string all;
  while (!filler.done()) {
    std::string framing;
    const std::string_view piece = filler.next(framing);
    all += framing;
    all += piece;
  }
  return all;
}

TEST(Filler, HasTheRequestedNumberOfBytes) {
  for (const std::uint64_t bytes :
       {0ULL, 1ULL, 63ULL, 64ULL, 65ULL, 65'535ULL, 65'536ULL, 65'537ULL, 1'000'000ULL}) {
    EXPECT_EQ(all_of({bytes, false}).size(), bytes);
  }
}

TEST(Filler, AShorterTextIsAPrefixOfALongerOne) {
  const std::string longest = all_of({300'000, false});
  EXPECT_TRUE(std::ranges::all_of(
      longest, [](unsigned char c) { return std::isprint(c) != 0 || c == '\n'; }));
  EXPECT_EQ(longest.substr(64), longest.substr(0, longest.size() - 64));
  EXPECT_EQ(all_of({1'000, false}), longest.substr(0, 1'000));
}

TEST(Filler, InChunksIsTheSameText) {
  for (const std::uint64_t bytes : {0ULL, 1ULL, 16'383ULL, 16'384ULL, 16'385ULL, 100'000ULL}) {
    const std::string framed = all_of({bytes, true});
    http::BodyDecoder decoder(http::Framing::chunked, 0, 1'000'000);
    std::string content;
    std::string_view left = framed;
    while (decoder.state() == http::BodyDecoder::State::need_more) {
      const auto step = decoder.step(left);
      content += step.content;
      ASSERT_TRUE(step.consumed > 0 || step.state != http::BodyDecoder::State::need_more);
      left.remove_prefix(step.consumed);
    }
    EXPECT_EQ(decoder.state(), http::BodyDecoder::State::complete) << bytes;
    EXPECT_EQ(left, "");
    EXPECT_EQ(content, all_of({bytes, false}));
  }
}

TEST(Filler, UsesConstantMemory) {
  Filler filler(std::uint64_t{1} << 40, true);
  std::string framing;
  EXPECT_EQ(filler.next(framing).size(), Filler::chunk);
  EXPECT_EQ(framing, "4000\r\n");
  EXPECT_FALSE(filler.done());
}

}  // namespace
}  // namespace tiga::servers::core
