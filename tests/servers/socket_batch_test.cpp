// Several sockets on one loop: handlers that end each other, fairness, the end of the loop.
#include <memory>
#include <vector>

#include "tests/servers/socket_fixture.hpp"

namespace tiga::servers::loop {
namespace {

class SocketBatchTest : public SocketTest {
 protected:
  Pair first_ = pair();
  Pair second_ = pair();
  SocketPtr one_ = io_->socket(std::move(first_.first));
  SocketPtr two_ = io_->socket(std::move(second_.first));
};

/// Owns a socket whose handlers own it.
struct Owner : std::enable_shared_from_this<Owner> {
  Owner(Io& io, common::UniqueFd end) : socket(io.socket(std::move(end))) {}
  void wait() {
    socket->receive(room, [self = shared_from_this()](ErrorCode, std::size_t) {
      self->socket->close();
      ++self->received;
    });
    socket->await_writable([self = shared_from_this()](ErrorCode, std::size_t) { ++self->others; });
  }
  SocketPtr socket;
  std::array<char, 4> room;
  int received = 0;
  int others = 0;
};

TEST_P(SocketBatchTest, AHandlerMayCloseOrDestroyAnotherSocket) {
  for (const bool by_edges : {false, true}) {
    for (const bool destroy : {false, true}) {
      auto other_pair = pair();
      auto third_pair = pair();
      std::array<SocketPtr, 2> both = {io_->socket(std::move(other_pair.first)),
                                       io_->socket(std::move(third_pair.first))};
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

TEST_P(SocketBatchTest, AHandlerMayDestroyItsOwnSocket) {
  Told others;
  int told = 0;
  int told_before = 0;
  two_->receive(room_, [&](ErrorCode, std::size_t) {
    ++told;
    told_before = others.times;
    two_.reset();
  });
  two_->await_writable(tell(others));
  send(second_.second.get(), "b");
  second_.second.reset();
  settle();
  EXPECT_EQ(told, 1);
  EXPECT_EQ(others.times, told_before);
}

TEST_P(SocketBatchTest, ASocketDestroyedBeforeItsTurnGetsNoEvent) {
  Told told;
  send(second_.second.get(), "b");
  two_->receive(room_, tell(told));
  two_.reset();
  settle();
  EXPECT_EQ(told.times, 0);
}

TEST_P(SocketBatchTest, DiscardedHandlersLiveUntilNoneIsRunning) {
  auto ends = pair();
  auto owner = std::make_shared<Owner>(*io_, std::move(ends.first));
  owner->wait();
  const std::weak_ptr<Owner> seen = owner;
  owner.reset();
  bool alive_after_close = false;
  one_->receive(room_, [&](ErrorCode, std::size_t) {
    Socket& socket = *seen.lock()->socket;  // the lock is gone again
    socket.close();
    alive_after_close = !seen.expired();
  });
  send(first_.second.get(), "a");
  settle();
  EXPECT_TRUE(alive_after_close);
  EXPECT_TRUE(seen.expired());
}

TEST_P(SocketBatchTest, AnOwnerHeldByItsHandlersIsDestroyedAfterClose) {
  auto ends = pair();
  auto owner = std::make_shared<Owner>(*io_, std::move(ends.first));
  owner->wait();
  const std::weak_ptr<Owner> seen = owner;
  settle();
  send(ends.second.get(), "a");
  ends.second.reset();
  ASSERT_TRUE(come([&] { return owner->received == 1; }));
  settle();
  EXPECT_EQ(owner.use_count(), 1);
}

TEST_P(SocketBatchTest, EventsOfAClosedDescriptorDoNotReachItsNextOwner) {
  auto old = pair();
  SocketPtr reused = io_->socket(std::move(old.first));
  auto fresh = pair();
  const int number = reused->native_handle();
  Told of_old;
  Told of_new;
  std::array<char, 4> old_room;
  std::array<char, 4> new_room;
  const auto replace = [&] {
    reused.reset();
    const int same = ::fcntl(fresh.first.get(), F_DUPFD_CLOEXEC, number);
    // io_uring closes it at the end of the turn.
    EXPECT_TRUE(same == number || GetParam() == "io_uring");
    fresh.first.reset();
    reused = io_->socket(common::UniqueFd(same));
    reused->receive(new_room, tell(of_new));
  };
  // Whichever comes first in the batch, the old one's end is not the new one's.
  one_->receive(room_, [&](ErrorCode, std::size_t) { replace(); });
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

TEST_P(SocketBatchTest, MoreEventsThanABatchHoldsAreAllDispatched) {
  constexpr int many = 400;
  std::vector<Pair> ends;
  std::vector<SocketPtr> sockets;
  ends.reserve(many);
  sockets.reserve(many);
  Told told;
  for (int index = 0; index < many; ++index) {
    ends.push_back(pair());
    sockets.push_back(io_->socket(std::move(ends.back().first)));
    sockets.back()->receive(room_, tell(told));
  }
  settle();
  for (const Pair& one : ends) {
    send(one.second.get(), "a");
  }
  settle();
  EXPECT_EQ(told.times, many);
}

TEST_P(SocketBatchTest, EachAnswerWakesTheOther) {
  auto [left_end, right_end] = pair();
  const SocketPtr left = io_->socket(std::move(left_end));
  const SocketPtr right = io_->socket(std::move(right_end));
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
  answer(*left);
  answer(*right);
  settle();
  send(left->native_handle(), "a");
  EXPECT_TRUE(come([&] { return count == rounds; }));
}

TEST_P(SocketBatchTest, ABusySocketStarvesNoOther) {
  constexpr int endless = 100'000;
  int count = 0;
  std::function<void()> greedy = [&] {
    send(first_.second.get(), "full");
    one_->receive(room_, [&](ErrorCode, std::size_t) {
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
  io_->post([&] { posted = true; });
  ASSERT_TRUE(come([&] { return posted; }));
  EXPECT_LT(count, 1000);
}

TEST_P(SocketBatchTest, RunsUntilItIsStopped) {
  auto ends = pair();
  auto owner = std::make_shared<Owner>(*io_, std::move(ends.first));
  owner->wait();
  one_->receive(room_, [&](ErrorCode, std::size_t) {
    owner->socket->close();
    io_->stop();
  });
  send(first_.second.get(), "a");
  io_->run();
  settle();
  EXPECT_EQ(owner.use_count(), 1);
}

// io_uring keeps copies of small outputs until what is queued has been submitted.
TEST_P(SocketBatchTest, OutputsStayWhatTheyAreWhenTheQueueIsFull) {
  constexpr int queue_holds = 4096;
  const auto silent = pair();
  for (int free = 0; free < 4; ++free) {
    settle();
    std::vector<std::unique_ptr<Watch>> watches;
    for (int entry = 0; entry < queue_holds - free; ++entry) {
      watches.push_back(io_->watch(silent.first.get(), [] {}));
      if (GetParam() == "asio") {
        break;  // it has no such queue, and watches a descriptor once
      }
    }
    EXPECT_EQ(one_->send("one"), 3U);
    EXPECT_EQ(two_->send("two"), 3U);
    for (const auto& watch : watches) {
      watch->close();
    }
    settle();
    EXPECT_EQ(take(first_.second.get()), "one") << free;
    EXPECT_EQ(take(second_.second.get()), "two") << free;
  }
}

TIGA_ON_EACH_ENGINE(SocketBatchTest);

}  // namespace
}  // namespace tiga::servers::loop
