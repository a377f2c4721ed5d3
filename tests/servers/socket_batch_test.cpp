// Several sockets on one loop: handlers that end each other, fairness, the end of the loop.
#include <boost/asio/post.hpp>
#include <memory>
#include <vector>

#include "tests/servers/socket_fixture.hpp"

namespace tiga::servers::loop {
namespace {

class SocketBatchTest : public SocketTest {
 protected:
  Pair first_ = pair();
  Pair second_ = pair();
  Socket one_{reactor_, std::move(first_.first)};
  std::unique_ptr<Socket> two_ = std::make_unique<Socket>(reactor_, std::move(second_.first));
};

/// Owns a socket whose handlers own it.
struct Owner : std::enable_shared_from_this<Owner> {
  Owner(Reactor& reactor, common::UniqueFd end) : socket(reactor, std::move(end)) {}
  void wait() {
    socket.receive(room, [self = shared_from_this()](ErrorCode, std::size_t) {
      self->socket.close();
      ++self->received;
    });
    socket.await_hang_up([self = shared_from_this()](ErrorCode, std::size_t) { ++self->others; });
  }
  Socket socket;
  std::array<char, 4> room;
  int received = 0;
  int others = 0;
};

TEST_F(SocketBatchTest, AHandlerMayCloseOrDestroyAnotherSocket) {
  for (const bool by_edges : {false, true}) {
    for (const bool destroy : {false, true}) {
      auto other_pair = pair();
      auto third_pair = pair();
      std::array<std::unique_ptr<Socket>, 2> both = {
          std::make_unique<Socket>(reactor_, std::move(other_pair.first)),
          std::make_unique<Socket>(reactor_, std::move(third_pair.first))};
      int told = 0;
      std::array<std::array<char, 4>, 2> rooms;
      const auto receive_each = [&] {
        for (std::size_t index = 0; index < 2; ++index) {
          both[index]->receive(rooms[index], [&, index](ErrorCode, std::size_t) {
            ++told;
            destroy ? both[1 - index].reset() : both[1 - index]->close();
          });
        }
      };
      if (by_edges) {
        receive_each();
        settle();
      }
      send(other_pair.second.get(), "a");
      send(third_pair.second.get(), "b");
      if (!by_edges) {
        receive_each();
      }
      settle();
      EXPECT_EQ(told, 1) << by_edges << destroy;
    }
  }
}

TEST_F(SocketBatchTest, AHandlerMayDestroyItsOwnSocket) {
  Told others;
  int told = 0;
  two_->receive(room_, [&](ErrorCode, std::size_t) {
    ++told;
    two_.reset();
  });
  two_->await_writable(tell(others));
  two_->await_hang_up(tell(others));
  send(second_.second.get(), "b");
  second_.second.reset();
  settle();
  EXPECT_EQ(told, 1);
  EXPECT_EQ(others.times, 0);
}

TEST_F(SocketBatchTest, ASocketDestroyedBeforeItsTurnGetsNoEvent) {
  Told told;
  send(second_.second.get(), "b");
  two_->receive(room_, tell(told));
  two_.reset();
  settle();
  EXPECT_EQ(told.times, 0);
}

TEST_F(SocketBatchTest, DiscardedHandlersLiveUntilNoneIsRunning) {
  auto ends = pair();
  auto owner = std::make_shared<Owner>(reactor_, std::move(ends.first));
  owner->wait();
  const std::weak_ptr<Owner> seen = owner;
  owner.reset();
  bool alive_after_close = false;
  one_.receive(room_, [&](ErrorCode, std::size_t) {
    Socket& socket = seen.lock()->socket;  // the lock is gone again
    socket.close();
    alive_after_close = !seen.expired();
  });
  send(first_.second.get(), "a");
  settle();
  EXPECT_TRUE(alive_after_close);
  EXPECT_TRUE(seen.expired());
}

TEST_F(SocketBatchTest, AnOwnerHeldByItsHandlersIsDestroyedAfterClose) {
  auto ends = pair();
  auto owner = std::make_shared<Owner>(reactor_, std::move(ends.first));
  owner->wait();
  const std::weak_ptr<Owner> seen = owner;
  settle();
  send(ends.second.get(), "a");
  ends.second.reset();
  ASSERT_TRUE(come([&] { return owner->received == 1; }));
  settle();
  EXPECT_EQ(owner->others, 0);
  EXPECT_EQ(owner.use_count(), 1);
}

TEST_F(SocketBatchTest, EventsOfAClosedDescriptorDoNotReachItsNextOwner) {
  auto old = pair();
  std::optional<Socket> reused(std::in_place, reactor_, std::move(old.first));
  auto fresh = pair();
  const int number = reused->native_handle();
  Told of_old;
  Told of_new;
  const auto replace = [&] {
    reused.reset();
    const int same = ::fcntl(fresh.first.get(), F_DUPFD_CLOEXEC, number);
    EXPECT_EQ(same, number);
    fresh.first.reset();
    reused.emplace(reactor_, common::UniqueFd(same));
    reused->await_hang_up(tell(of_new));
  };
  std::array<char, 4> old_room;
  // Whichever comes first in the batch, the old one's hang-up is not the new one's.
  one_.receive(room_, [&](ErrorCode, std::size_t) { replace(); });
  reused->receive(old_room, tell(of_old));
  settle();
  send(first_.second.get(), "a");
  old.second.reset();
  settle();
  EXPECT_EQ(of_old.times, 0);
  EXPECT_EQ(of_new.times, 0);
  fresh.second.reset();
  EXPECT_TRUE(is_told(of_new));
}

TEST_F(SocketBatchTest, MoreEventsThanABatchHoldsAreAllDispatched) {
  constexpr int many = 400;
  std::vector<Pair> ends;
  std::vector<std::unique_ptr<Socket>> sockets;
  ends.reserve(many);
  sockets.reserve(many);
  Told told;
  for (int index = 0; index < many; ++index) {
    ends.push_back(pair());
    sockets.push_back(std::make_unique<Socket>(reactor_, std::move(ends.back().first)));
    sockets.back()->receive(room_, tell(told));
  }
  settle();
  for (const Pair& one : ends) {
    send(one.second.get(), "a");
  }
  settle();
  EXPECT_EQ(told.times, many);
}

TEST_F(SocketBatchTest, EachAnswerWakesTheOther) {
  auto [left_end, right_end] = pair();
  Socket left(reactor_, std::move(left_end));
  Socket right(reactor_, std::move(right_end));
  constexpr int rounds = 1000;
  int count = 0;
  std::function<void(Socket&)> answer = [&](Socket& socket) {
    socket.receive(room_, [&](ErrorCode, std::size_t) {
      if (++count < rounds) {
        answer(socket);
        send(socket.native_handle(), "a");
      }
    });
  };
  answer(left);
  answer(right);
  settle();
  send(left.native_handle(), "a");
  EXPECT_TRUE(come([&] { return count == rounds; }));
}

TEST_F(SocketBatchTest, ABusySocketStarvesNeitherOthersNorAsio) {
  constexpr int endless = 100'000;
  int count = 0;
  std::function<void()> greedy = [&] {
    send(first_.second.get(), "full");
    one_.receive(room_, [&](ErrorCode, std::size_t) {
      if (++count < endless) {
        greedy();
      }
    });
  };
  greedy();
  std::array<char, 4> other_room;
  Told told;
  two_->receive(other_room, tell(told));
  ASSERT_TRUE(come([&] { return count > 0; }));
  send(second_.second.get(), "b");
  ASSERT_TRUE(is_told(told));
  bool posted = false;
  asio::post(context_, [&] { posted = true; });
  ASSERT_TRUE(come([&] { return posted; }));
  EXPECT_LT(count, 1000);
}

TEST_F(SocketBatchTest, StopsWithinATurnAndTheContextRunsOut) {
  auto ends = pair();
  auto owner = std::make_shared<Owner>(reactor_, std::move(ends.first));
  owner->wait();
  one_.receive(room_, [&](ErrorCode, std::size_t) {
    reactor_.stop();
    owner->socket.close();
  });
  settle();
  send(first_.second.get(), "a");
  context_.restart();
  context_.run_for(std::chrono::seconds(10));
  EXPECT_TRUE(context_.stopped());
  EXPECT_EQ(owner.use_count(), 1);
}

TEST_F(SocketBatchTest, AWaitAfterStopReportsAnEnd) {
  reactor_.stop();
  EXPECT_EQ(failure(one_), asio::error::eof);
  const common::UniqueFd listener = tcp_socket();
  const sockaddr_in address = bind(listener);
  ASSERT_EQ(::listen(listener.get(), 1), 0);
  Told told;
  two_->connect(any(address), sizeof address, tell(told));
  ASSERT_TRUE(is_told(told));
  EXPECT_EQ(told.error.value(), ENOMEM);
  two_->await_writable(tell(told));
  EXPECT_TRUE(is_told(told, 2));
}

}  // namespace
}  // namespace tiga::servers::loop
