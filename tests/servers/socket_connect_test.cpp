// How a socket begins to be connected, and how it is closed.
#include <sys/un.h>

#include <memory>

#include "tests/servers/socket_fixture.hpp"
#include "tests/support/wait.hpp"

namespace tiga::servers::loop {
namespace {

TEST_P(SocketTest, ConnectsSendsAndReceives) {
  const common::UniqueFd listener = tcp_socket();
  const sockaddr_in address = bind(listener);
  ASSERT_EQ(::listen(listener.get(), 1), 0);
  const SocketPtr socket = io_->socket();
  Told told;
  socket->connect(any(address), sizeof address, tell(told));
  EXPECT_EQ(told.times, 0);
  ASSERT_TRUE(is_told(told));
  EXPECT_FALSE(told.error);
  const common::UniqueFd peer(::accept(listener.get(), nullptr, nullptr));
  send(peer.get(), "ab");
  EXPECT_EQ(receive(*socket), "ab");
}

TEST_P(SocketTest, ARefusalIsReportedAndTheNextTryMayFollowAtOnce) {
  const common::UniqueFd listener = tcp_socket();
  const sockaddr_in deaf = bind(tcp_socket());
  const sockaddr_in address = bind(listener);
  ASSERT_EQ(::listen(listener.get(), 1), 0);
  const SocketPtr socket = io_->socket();
  Told second;
  int refused = 0;
  socket->connect(any(deaf), sizeof deaf, [&](ErrorCode error, std::size_t) {
    refused = error.value();
    socket->connect(any(address), sizeof address, tell(second));
  });
  ASSERT_TRUE(is_told(second));
  EXPECT_EQ(refused, ECONNREFUSED);
  EXPECT_FALSE(second.error);
  EXPECT_FALSE(socket->has_hung_up());
}

TEST_P(SocketTest, ConnectingMayFailAtOnce) {
  sockaddr_un nowhere{};
  nowhere.sun_family = AF_UNIX;
  nowhere.sun_path[1] = '?';  // a name that nobody listens at (unix(7), abstract)
  const SocketPtr socket = io_->socket();
  Told told;
  socket->connect(reinterpret_cast<const sockaddr*>(&nowhere), sizeof nowhere, tell(told));
  EXPECT_EQ(told.times, 0);
  ASSERT_TRUE(is_told(told));
  EXPECT_EQ(told.error.value(), ECONNREFUSED);
  sockaddr_in no_family{};
  no_family.sin_family = 255;
  socket->connect(any(no_family), sizeof no_family, tell(told));
  ASSERT_TRUE(is_told(told, 2));
  EXPECT_EQ(told.error.value(), EAFNOSUPPORT);
  EXPECT_FALSE(socket->is_open());
}

// A listener whose queue is full leaves the next client's SYN without an answer.
TEST_P(SocketTest, EventsOfTheLastConnectionDoNotReachTheNext) {
  const common::UniqueFd listener = tcp_socket();
  const sockaddr_in silent = bind(listener);
  ASSERT_EQ(::listen(listener.get(), 0), 0);
  const SocketPtr first = io_->socket();
  Told queued;
  first->connect(any(silent), sizeof silent, tell(queued));
  ASSERT_TRUE(is_told(queued));
  for (const bool by_itself : {false, true}) {
    auto [end, peer] = pair();
    auto [other_end, other_peer] = pair();
    const SocketPtr socket = io_->socket(std::move(end));
    const SocketPtr other = io_->socket(std::move(other_end));
    Told told;
    Socket& who = by_itself ? *socket : *other;
    std::array<char, 4> room;
    who.receive(room, [&](ErrorCode, std::size_t) {
      socket->connect(any(silent), sizeof silent, tell(told));
    });
    settle();
    other_peer.reset();
    peer.reset();
    settle();
    EXPECT_EQ(told.times, 0) << by_itself;
  }
}

TEST_P(SocketTest, AClosedSocketCallsNoHandlerAndKeepsNone) {
  auto [end, peer] = pair();
  const SocketPtr socket = io_->socket(std::move(end));
  auto kept = std::make_shared<int>(0);
  const auto count = [kept](ErrorCode, std::size_t) { ++*kept; };
  const auto use = [&] {
    socket->receive(room_, count);
    socket->await_writable(count);
  };
  send(peer.get(), "a");
  use();
  socket->close();
  use();
  settle();
  EXPECT_EQ(*kept, 0);
  EXPECT_EQ(kept.use_count(), 2);  // and `count`
  char byte = 0;
  EXPECT_LE(::recv(peer.get(), &byte, 1, 0), 0);
}

TEST_P(SocketTest, ClosingAfterAnOutputThatFailedClosesTheDescriptor) {
  auto [end, peer] = tcp_pair();
  const int number = end.get();
  const SocketPtr socket = io_->socket(std::move(end));
  reset(peer);
  ASSERT_TRUE(tests::wait_until([&] { return socket->has_hung_up(); }));
  socket->send("a");
  socket->close();
  settle();
  EXPECT_LT(::fcntl(number, F_GETFD), 0);
}

TEST_P(SocketTest, ClosingAnIdleSocketReleasesItsHandlers) {
  auto [end, peer] = pair();
  const SocketPtr socket = io_->socket(std::move(end));
  auto kept = std::make_shared<int>(0);
  socket->receive(room_, [kept](ErrorCode, std::size_t) {});
  settle();
  socket->close();
  EXPECT_EQ(kept.use_count(), 2);
  settle();
  EXPECT_EQ(kept.use_count(), 1);
}

TEST_P(SocketTest, ClosesWithAResetOnRequest) {
  auto [end, peer] = tcp_pair();
  const SocketPtr socket = io_->socket(std::move(end));
  const SocketPtr other = io_->socket(std::move(peer));
  socket->reset_at_close();
  socket->close();
  EXPECT_EQ(failure(*other).value(), ECONNRESET);
}

}  // namespace
}  // namespace tiga::servers::loop
