// One socket at a time: no wait is missed. socket_connect_test.cpp: how it begins and ends;
// socket_batch_test.cpp: several.
#include "servers/loop/socket.hpp"

#include "tests/servers/socket_fixture.hpp"

namespace tiga::servers::loop {
namespace {

TEST_F(SocketTest, ReceivesWhatIsThereAndWhatComesLater) {
  auto [end, peer] = pair();
  Socket socket(reactor_, std::move(end));
  send(peer.get(), "ab");
  EXPECT_EQ(receive(socket), "ab");
  Told told;
  socket.receive(room_, tell(told));
  settle();
  EXPECT_EQ(told.times, 0);
  send(peer.get(), "c");
  ASSERT_TRUE(is_told(told));
  EXPECT_EQ(told.bytes, 1U);
}

TEST_F(SocketTest, HandlersAreNotCalledFromInsideItsFunctions) {
  auto [end, peer] = pair();
  Socket socket(reactor_, std::move(end));
  send(peer.get(), "a");
  Told told;
  socket.receive(room_, tell(told));
  socket.await_writable(tell(told));
  EXPECT_EQ(told.times, 0);
  ASSERT_TRUE(is_told(told, 2));
}

TEST_F(SocketTest, FullReadsContinueWithoutAnEdge) {
  auto [end, peer] = pair();
  Socket socket(reactor_, std::move(end));
  Told told;
  socket.receive(room_, tell(told));
  settle();
  send(peer.get(), "0123456789");
  ASSERT_TRUE(is_told(told));
  EXPECT_EQ(receive(socket), "4567");
  EXPECT_EQ(receive(socket), "89");
  send(peer.get(), "abcd");
  EXPECT_EQ(receive(socket), "abcd");
  socket.receive(room_, tell(told));
  settle();
  EXPECT_EQ(told.times, 1);
  send(peer.get(), "e");
  ASSERT_TRUE(is_told(told, 2));
}

TEST_F(SocketTest, ManyFullReadsAfterOneEdgeReachTheEnd) {
  auto [end, peer] = pair();
  Socket socket(reactor_, std::move(end));
  std::size_t left = 1000 * room_.size();
  std::function<void()> receive_all = [&] {
    socket.receive(room_, [&](ErrorCode, std::size_t bytes) {
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

TEST_F(SocketTest, InputBetweenAShortReadAndTheNextReceiveIsSeen) {
  auto [end, peer] = pair();
  Socket socket(reactor_, std::move(end));
  Told told;
  socket.receive(room_, tell(told));
  settle();
  for (int times = 1; times <= 3; ++times) {
    send(peer.get(), "a");
    ASSERT_TRUE(is_told(told, times));
    send(peer.get(), "b");
    settle();  // the edge comes while nobody waits
    EXPECT_EQ(receive(socket), "b");
    socket.receive(room_, tell(told));
    settle();
  }
}

TEST_F(SocketTest, AnEndThatComesWithTheLastBytesIsSeen) {
  for (const bool watched : {false, true}) {
    auto [end, peer] = pair();
    Socket socket(reactor_, std::move(end));
    Told told;
    if (watched) {
      socket.receive(room_, tell(told));
      settle();
    }
    send(peer.get(), "ab");
    ::shutdown(peer.get(), SHUT_WR);
    if (watched) {
      ASSERT_TRUE(is_told(told));
      EXPECT_EQ(told.bytes, 2U);
    } else {
      EXPECT_EQ(receive(socket), "ab");
    }
    EXPECT_EQ(failure(socket), asio::error::eof);
    EXPECT_EQ(failure(socket), asio::error::eof);
  }
}

TEST_F(SocketTest, AnEndAfterAShortReadIsSeen) {
  auto [end, peer] = tcp_pair();
  Socket socket(reactor_, std::move(end));
  Told told;
  socket.receive(room_, tell(told));
  settle();
  send(peer.get(), "ab");
  ASSERT_TRUE(is_told(told));
  ::shutdown(peer.get(), SHUT_WR);
  EXPECT_EQ(failure(socket), asio::error::eof);
}

TEST_F(SocketTest, ShuttingDownEndsAReceive) {
  auto [end, peer] = tcp_pair();
  Socket socket(reactor_, std::move(end));
  Told told;
  socket.receive(room_, tell(told));
  settle();
  socket.shutdown(SHUT_RD);
  ASSERT_TRUE(is_told(told));
  EXPECT_EQ(told.error, asio::error::eof);
}

TEST_F(SocketTest, ReportsRoomToSend) {
  for (const bool watched : {false, true}) {
    auto [end, peer] = pair();
    Socket socket(reactor_, std::move(end));
    Told read;
    if (watched) {
      socket.receive(room_, tell(read));
      settle();
    }
    for (int times = 0; times < 2; ++times) {
      const std::size_t sent = fill(socket.native_handle());
      Told told;
      socket.await_writable(tell(told));
      settle();
      EXPECT_EQ(told.times, 0);
      drain(peer.get(), sent);
      ASSERT_TRUE(is_told(told));
      EXPECT_FALSE(told.error);
    }
    EXPECT_EQ(read.times, 0);
  }
}

TEST_F(SocketTest, RoomIsReportedToASocketNotYetWatched) {
  auto [end, peer] = pair();
  Socket socket(reactor_, std::move(end));
  Told told;
  socket.await_writable(tell(told));
  EXPECT_TRUE(is_told(told));
}

TEST_F(SocketTest, AWaitForRoomReportsThatThePeerIsGone) {
  for (const bool before : {false, true}) {
    auto [end, peer] = pair();
    Socket socket(reactor_, std::move(end));
    fill(socket.native_handle());
    Told told;
    Told gone;
    if (before) {
      socket.await_hang_up(tell(gone));
      peer.reset();
      ASSERT_TRUE(is_told(gone));
      settle();
    }
    socket.await_writable(tell(told));
    if (!before) {
      settle();
      EXPECT_EQ(told.times, 0);
      peer.reset();
    }
    ASSERT_TRUE(is_told(told));
    EXPECT_LT(::send(socket.native_handle(), "a", 1, MSG_NOSIGNAL), 0);
  }
}

TEST_F(SocketTest, AResetIsAHangUpAndAFinIsNot) {
  auto [end, peer] = tcp_pair();
  Socket socket(reactor_, std::move(end));
  Told told;
  socket.await_hang_up(tell(told));
  ::shutdown(peer.get(), SHUT_WR);
  settle();
  EXPECT_EQ(told.times, 0);
  reset(peer);
  EXPECT_TRUE(is_told(told));
}

TEST_F(SocketTest, AHangUpWithoutAWaiterIsReportedLater) {
  for (const bool watched : {false, true}) {
    auto [end, peer] = tcp_pair();
    Socket socket(reactor_, std::move(end));
    Told told;
    if (watched) {
      socket.await_hang_up(tell(told));
      socket.stop_awaiting_hang_up();
    }
    reset(peer);
    settle();
    EXPECT_EQ(told.times, 0);
    socket.await_hang_up(tell(told));
    EXPECT_TRUE(is_told(told));
    EXPECT_EQ(failure(socket).value(), ECONNRESET);
  }
}

TEST_F(SocketTest, ACancelledReceiveReadsNothing) {
  auto [end, peer] = pair();
  Socket socket(reactor_, std::move(end));
  send(peer.get(), "ab");
  Told told;
  socket.receive(room_, tell(told));
  socket.cancel_receive();
  settle();
  EXPECT_EQ(told.times, 0);
  EXPECT_EQ(receive(socket), "ab");
}

}  // namespace
}  // namespace tiga::servers::loop
