#include "servers/pool/seat.hpp"

#include <utility>

#include "servers/blocking/turn.hpp"

namespace tiga::servers::pool {

void Seat::start() {
  const auto run_it = [](void* self) -> void* {
    static_cast<Seat*>(self)->run();
    return nullptr;
  };
  thread_ = blocking::Thread(run_it, this);
}

void Seat::run() {
  while (auto client = hall_.queue.take()) {
    began_ = common::SteadyClock::now();
    is_first_ = true;
    connection_.open(std::move(client->socket));
    if (common::UniqueFd socket = connection_.serve()) {
      hall_.lingerer.adopt(std::move(socket));
    }
    hall_.queue.done(std::move(client->place));
    hall_.left();
  }
}

bool Seat::may_begin(int) {
  const common::TimePoint now = common::SteadyClock::now();
  may_rest_until_ = now + (is_first_ ? blocking::longest_first_rest : blocking::longest_rest);
  is_first_ = false;
  connection_.set_last_request(
      blocking::must_go(hall_.queue.kept_waiting(), hall_.seats, now - began_));
  return true;
}

bool Seat::give_up(common::TimePoint now) {
  return now >= may_rest_until_.load() && connection_.drain();
}

}  // namespace tiga::servers::pool
