#include "suite/hosts/frame.hpp"

#include <gmock/gmock.h>

#include <random>
#include <vector>

namespace tiga::suite::hosts {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> messages_of(FrameReader& reader) {
  std::vector<std::string> messages;
  while (auto message = reader.next()) {
    messages.push_back(*message);
  }
  return messages;
}

TEST(Frame, HasItsLengthInFourBytesBeforeIt) {
  using namespace std::string_literals;
  EXPECT_EQ(frame(""), "\0\0\0\0"s);
  EXPECT_EQ(frame("ab"), "\0\0\0\2ab"s);
  EXPECT_EQ(frame(std::string(0x10203, 'x')).substr(0, 5), "\0\1\2\3x"s);
}

TEST(Frame, AMessageThatIsTooLongIsRefusedBeforeItIsSent) {
  EXPECT_THROW(frame(std::string(most_message_bytes + 1, 'x')), FrameTooLong);
}

TEST(FrameReader, FindsTheSameMessagesWhereverTheStreamIsCut) {
  const std::vector<std::string> sent{"one", "", std::string(70'000, '\xff'), "\n", "last"};
  std::string stream;
  for (const std::string& message : sent) {
    stream += frame(message);
  }
  std::mt19937 random(21);  // NOLINT(cert-msc32-c,cert-msc51-cpp)
  for (int round = 0; round < 50; ++round) {
    FrameReader reader;
    std::vector<std::string> got;
    for (std::string_view left = stream; !left.empty();) {
      // Mostly a few bytes at once, so that lengths are cut, too.
      const std::size_t size = std::min<std::size_t>(
          left.size(), random() % 3 == 0 ? random() % 30'000 : 1 + random() % 5);
      reader.feed(left.substr(0, size));
      left.remove_prefix(size);
      for (std::string& message : messages_of(reader)) {
        got.push_back(std::move(message));
      }
    }
    EXPECT_EQ(got, sent);
  }
}

TEST(FrameReader, WaitsForTheWholeMessage) {
  FrameReader reader;
  const std::string whole = frame("hello");
  for (std::size_t size = 0; size + 1 < whole.size(); ++size) {
    reader.feed(whole.substr(size, 1));
    EXPECT_THAT(messages_of(reader), IsEmpty());
  }
  reader.feed("o");
  EXPECT_THAT(messages_of(reader), ElementsAre("hello"));
}

TEST(FrameReader, RefusesALongMessageByItsLengthAlone) {
  FrameReader reader(5);
  reader.feed(frame("hello"));
  EXPECT_EQ(reader.next(), "hello");
  reader.feed(frame("hello!").substr(0, 4));
  EXPECT_THROW(reader.next(), FrameTooLong);
  FrameReader other(5);
  other.allow(6);
  other.feed(frame("hello!"));
  EXPECT_EQ(other.next(), "hello!");
  FrameReader stranger;
  stranger.feed("GET / HTTP/1.1\r\n");
  EXPECT_THROW(stranger.next(), FrameTooLong);
}

}  // namespace
}  // namespace tiga::suite::hosts
