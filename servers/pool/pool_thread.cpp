#include "servers/pool/pool_thread.hpp"

#include <utility>

#include "servers/blocking/fairness.hpp"

namespace tiga::servers::pool {

void PoolThread::start() {
  const auto run_it = [](void* self) -> void* {
    static_cast<PoolThread*>(self)->run();
    return nullptr;
  };
  thread_ = blocking::Thread(run_it, this);
}

void PoolThread::run() {
  while (auto client = context_.queue.take()) {
    began_ = common::SteadyClock::now();
    connection_.open(std::move(client->socket));
    if (common::UniqueFd socket = connection_.serve()) {
      context_.lingerer.adopt(std::move(socket));
    }
    context_.queue.done(std::move(client->slot));
    context_.on_client_left();
  }
}

blocking::IdleDecision PoolThread::decide(int, common::Nanoseconds idle_for) {
  const common::TimePoint now = common::SteadyClock::now();
  if (idle_for > common::Nanoseconds::zero()) {  // woken, or something came: the same deadline
    const bool waits = now < idle_deadline_.load() || context_.queue.without_thread() == 0;
    return waits ? blocking::IdleDecision::wait : blocking::IdleDecision::make_room;
  }
  idle_deadline_ = now + blocking::longest_idle;
  connection_.set_last_request(
      blocking::should_close(context_.queue.without_thread(), context_.threads, now - began_));
  return blocking::IdleDecision::wait;
}

bool PoolThread::wake_if_idle(common::TimePoint now) {
  const bool wakes = now >= idle_deadline_.load() && connection_.is_idle();
  if (wakes) {
    thread_.interrupt();
  }
  return wakes;
}

}  // namespace tiga::servers::pool
