// Drives the HTTP side of a connection without a socket.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "common/files.hpp"
#include "servers/core/conversation.hpp"

namespace tiga::servers::core {

class ConversationTest : public testing::Test {
 protected:
  ConversationTest() : service_(options()), worker_(service_) {}

  Options options() {
    common::write_file(root_.path() / "small.txt", "small file\n");
    common::write_file(root_.path() / "medium.txt", std::string(10'000, 'm'));
    common::write_file(root_.path() / "large.bin", std::string(100'000, 'x'));
    Options chosen;
    chosen.root = root_.path();
    chosen.limits.content = 1000;
    chosen.log = LogLevel::none;
    return chosen;
  }

  static void receive(Conversation& conversation, std::string_view bytes) {
    while (!bytes.empty()) {
      ASSERT_EQ(conversation.next(), Conversation::Next::receive);
      const std::span<char> room = conversation.room();
      ASSERT_FALSE(room.empty());
      const std::size_t size = std::min(room.size(), bytes.size());
      std::copy_n(bytes.begin(), size, room.begin());
      conversation.received(size);
      bytes.remove_prefix(size);
    }
  }

  // Takes what is to be sent, `step` bytes at a time; a file's bytes as 'F'.
  static std::string take_output(Conversation& conversation, std::size_t step = 1'000'000) {
    std::string taken;
    while (conversation.next() == Conversation::Next::send) {
      const std::string output = std::string(conversation.output()) += conversation.held();
      if (!output.empty()) {
        const std::size_t size = std::min(step, output.size());
        taken += output.substr(0, size);
        conversation.sent(size);
      } else {
        const std::size_t size = std::min<std::size_t>(step, conversation.file().left);
        taken.append(size, 'F');
        conversation.file_sent(size);
      }
    }
    return taken;
  }

  std::string answer(std::string_view request) {
    Conversation conversation(worker_);
    receive(conversation, request);
    return take_output(conversation);
  }

  common::TemporaryFolder root_;
  Service service_;
  Worker worker_;
};

}  // namespace tiga::servers::core
