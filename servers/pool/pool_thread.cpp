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

bool PoolThread::may_wait_for_request(int, common::Nanoseconds idle_for) {
  if (idle_for > common::Nanoseconds::zero()) {
    return true;  // until the same deadline
  }
  const common::TimePoint now = common::SteadyClock::now();
  idle_deadline_ = now + blocking::longest_idle;
  connection_.set_last_request(
      blocking::should_close(context_.queue.without_thread(), context_.threads, now - began_));
  return true;
}

bool PoolThread::close_if_idle(common::TimePoint now) {
  return now >= idle_deadline_.load() && connection_.drain();
}

}  // namespace tiga::servers::pool
