// One socket at a time: no wait is missed. socket_connect_test.cpp: how it begins and ends;
// socket_batch_test.cpp: several.
#include <gmock/gmock.h>

#include "tests/servers/socket_fixture.hpp"
#include "tests/support/wait.hpp"

namespace tiga::servers::loop {
namespace {

TEST_P(SocketTest, ReceivesWhatIsThereAndWhatComesLater) {
  auto [end, peer] = pair();
  const SocketPtr socket = io_->socket(std::move(end));
  send(peer.get(), "ab");
  EXPECT_EQ(receive(*socket), "ab");
  Told told;
  socket->receive(room_, tell(told));
  settle();
  EXPECT_EQ(told.times, 0);
  send(peer.get(), "c");
  ASSERT_TRUE(is_told(told));
  EXPECT_EQ(told.bytes, 1U);
}

TEST_P(SocketTest, HandlersAreNotCalledFromInsideItsFunctions) {
  auto [end, peer] = pair();
  const SocketPtr socket = io_->socket(std::move(end));
  send(peer.get(), "a");
  Told told;
  socket->receive(room_, tell(told));
  socket->await_writable(tell(told));
  EXPECT_EQ(told.times, 0);
  ASSERT_TRUE(is_told(told, 2));
}

TEST_P(SocketTest, FullReadsContinueWithoutAnEdge) {
  auto [end, peer] = pair();
  const SocketPtr socket = io_->socket(std::move(end));
  Told told;
  socket->receive(room_, tell(told));
  settle();
  send(peer.get(), "0123456789");
  ASSERT_TRUE(is_told(told));
  EXPECT_EQ(receive(*socket), "4567");
  EXPECT_EQ(receive(*socket), "89");
  send(peer.get(), "abcd");
  EXPECT_EQ(receive(*socket), "abcd");
  socket->receive(room_, tell(told));
  settle();
  EXPECT_EQ(told.times, 1);
  send(peer.get(), "e");
  ASSERT_TRUE(is_told(told, 2));
}

TEST_P(SocketTest, ManyFullReadsAfterOneEdgeReachTheEnd) {
  auto [end, peer] = pair();
  const SocketPtr socket = io_->socket(std::move(end));
  std::size_t left = 1000 * room_.size();
  std::function<void()> receive_all = [&] {
    socket->receive(room_, [&](ErrorCode, std::size_t bytes) {
      left -= bytes;
      receive_all();
    });
  };
  receive_all();
  settle();
  send(peer.get(), std::string(left, 'x'));
  settle();
  EXPECT_EQ(left, 0U);
}

TEST_P(SocketTest, InputBetweenAShortReadAndTheNextReceiveIsSeen) {
  auto [end, peer] = pair();
  const SocketPtr socket = io_->socket(std::move(end));
  Told told;
  socket->receive(room_, tell(told));
  settle();
  for (int times = 1; times <= 3; ++times) {
    send(peer.get(), "a");
    ASSERT_TRUE(is_told(told, times));
    send(peer.get(), "b");
    settle();  // the edge comes while nobody waits
    EXPECT_EQ(receive(*socket), "b");
    socket->receive(room_, tell(told));
    settle();
  }
}

TEST_P(SocketTest, AnEndThatComesWithTheLastBytesIsSeen) {
  for (const bool watched : {false, true}) {
    auto [end, peer] = pair();
    const SocketPtr socket = io_->socket(std::move(end));
    Told told;
    if (watched) {
      socket->receive(room_, tell(told));
      settle();
    }
    send(peer.get(), "ab");
    ::shutdown(peer.get(), SHUT_WR);
    if (watched) {
      ASSERT_TRUE(is_told(told));
      EXPECT_EQ(told.bytes, 2U);
    } else {
      EXPECT_EQ(receive(*socket), "ab");
    }
    EXPECT_EQ(failure(*socket), asio::error::eof);
    EXPECT_EQ(failure(*socket), asio::error::eof);
  }
}

TEST_P(SocketTest, AnEndAfterAShortReadIsSeen) {
  auto [end, peer] = tcp_pair();
  const SocketPtr socket = io_->socket(std::move(end));
  Told told;
  socket->receive(room_, tell(told));
  settle();
  send(peer.get(), "ab");
  ASSERT_TRUE(is_told(told));
  ::shutdown(peer.get(), SHUT_WR);
  EXPECT_EQ(failure(*socket), asio::error::eof);
}

TEST_P(SocketTest, ShuttingDownEndsAReceive) {
  auto [end, peer] = tcp_pair();
  const SocketPtr socket = io_->socket(std::move(end));
  Told told;
  socket->receive(room_, tell(told));
  settle();
  socket->shutdown(SHUT_RD);
  ASSERT_TRUE(is_told(told));
  EXPECT_EQ(told.error, asio::error::eof);
}

TEST_P(SocketTest, ReportsRoomToSend) {
  for (const bool watched : {false, true}) {
    auto [end, peer] = pair();
    const SocketPtr socket = io_->socket(std::move(end));
    Told read;
    if (watched) {
      socket->receive(room_, tell(read));
      settle();
    }
    for (int times = 0; times < 2; ++times) {
      const std::size_t sent = fill(socket->native_handle());
      Told told;
      socket->await_writable(tell(told));
      settle();
      EXPECT_EQ(told.times, 0);
      drain(peer.get(), sent);
      ASSERT_TRUE(is_told(told));
      EXPECT_FALSE(told.error);
    }
    EXPECT_EQ(read.times, 0);
  }
}

TEST_P(SocketTest, RoomIsReportedToASocketNotYetWatched) {
  auto [end, peer] = pair();
  const SocketPtr socket = io_->socket(std::move(end));
  Told told;
  socket->await_writable(tell(told));
  EXPECT_TRUE(is_told(told));
}

TEST_P(SocketTest, AWaitForRoomReportsThatThePeerIsGone) {
  for (const bool before : {false, true}) {
    auto [end, peer] = pair();
    const SocketPtr socket = io_->socket(std::move(end));
    fill(socket->native_handle());
    Told told;
    if (before) {
      peer.reset();
      settle();
    }
    socket->await_writable(tell(told));
    if (!before) {
      settle();
      EXPECT_EQ(told.times, 0);
      peer.reset();
    }
    ASSERT_TRUE(is_told(told));
    EXPECT_LT(::send(socket->native_handle(), "a", 1, MSG_NOSIGNAL), 0);
  }
}

TEST_P(SocketTest, AResetIsAHangUpAndAFinIsNot) {
  auto [end, peer] = tcp_pair();
  const SocketPtr socket = io_->socket(std::move(end));
  ::shutdown(peer.get(), SHUT_WR);
  settle();
  EXPECT_FALSE(socket->has_hung_up());
  reset(peer);
  EXPECT_TRUE(tests::wait_until([&] { return socket->has_hung_up(); }));
}

TEST_P(SocketTest, ACancelledReceiveIsNotReported) {
  auto [end, peer] = pair();
  const SocketPtr socket = io_->socket(std::move(end));
  send(peer.get(), "ab");
  Told told;
  socket->receive(room_, tell(told));
  socket->cancel_receive();
  settle();
  EXPECT_EQ(told.times, 0);
  send(peer.get(), "cd");
  EXPECT_THAT(receive(*socket), testing::AnyOf("ab", "cd"));  // it may have read already
}

// What waits in the kernel must not keep the connection open.
TEST_P(SocketTest, ClosingWhileWaitingEndsTheConnection) {
  for (const bool to_send : {false, true}) {
    auto [end, peer] = tcp_pair();
    const SocketPtr socket = io_->socket(std::move(end));
    Told told;
    if (to_send) {
      fill(socket->native_handle());
      socket->await_writable(tell(told));
    } else {
      socket->receive(room_, tell(told));
    }
    settle();
    socket->close();
    settle();
    const auto has_ended = [&descriptor = peer] {
      std::array<char, 64 * 1024> dropped;
      return ::recv(descriptor.get(), dropped.data(), dropped.size(), MSG_DONTWAIT) == 0;
    };
    EXPECT_TRUE(tests::wait_until(has_ended)) << to_send;
    EXPECT_EQ(told.times, 0);
  }
}

TIGA_ON_EACH_ENGINE(SocketTest);

}  // namespace
}  // namespace tiga::servers::loop
