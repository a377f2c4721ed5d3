#include "servers/balancer/backends.hpp"

#include <boost/asio/post.hpp>
#include <random>

namespace tiga::servers::balancer {

Backends::Backends(loop::Loop& loop, const Options& options)
    : loop_(loop),
      options_(options),
      picker_(options.policy, options.max_backend_connections, std::random_device()()),
      loads_(options.backends.size()) {
  backends_.reserve(options.backends.size());
  for (const common::Endpoint& endpoint : options.backends) {
    backends_.push_back(
        std::make_unique<Backend>(loop, options, endpoint, *this, loads_[backends_.size()]));
  }
}

Choice Backends::choose(Waiter& waiter) {
  using Outcome = Choice::Outcome;
  const bool others_first = !waiting_.empty() && !asking_;
  const Picked picked = others_first ? Picked{picker_.outlook(loads_, waiter.tried)}
                                     : picker_.pick(loads_, waiter.tried);
  if (picked.outlook == Outlook::none) {
    return {Outcome::none};
  }
  if (picked.outlook == Outlook::free && !others_first) {
    waiter.tried |= std::uint64_t{1} << picked.index;
    return {Outcome::backend, backends_[picked.index].get()};
  }
  if (waiting_count_ >= options_.queue) {
    return {Outcome::queue_full};
  }
  waiting_.push_back(waiter);
  ++waiting_count_;
  if (picked.outlook == Outlook::free) {
    room_changed();  // who is before it may want another backend than the one that has room
  }
  return {Outcome::waiting};
}

Backend* Backends::choose_now(std::uint64_t& tried) {
  const Picked picked = picker_.pick(loads_, tried);
  if (picked.outlook != Outlook::free) {
    return nullptr;
  }
  tried |= std::uint64_t{1} << picked.index;
  return backends_[picked.index].get();
}

bool Backends::another(std::uint64_t tried) const {
  return picker_.outlook(loads_, tried) != Outlook::none;
}

void Backends::leave_queue(Waiter& waiter) {
  if (waiter.is_linked()) {
    waiter.unlink();
    --waiting_count_;
  }
}

// Not at once: whoever has just ended a request is in the middle of its own work.
void Backends::room_changed() {
  if (waiting_.empty() || will_ask_) {
    return;
  }
  will_ask_ = true;
  loop::asio::post(loop_.context, [this] { ask_waiting(); });
}

void Backends::ask_waiting() {
  will_ask_ = false;
  asking_ = true;
  for (auto next = waiting_.begin();
       next != waiting_.end() && picker_.outlook(loads_, 0) != Outlook::full;) {
    Waiter& waiter = *next++;
    if (picker_.outlook(loads_, waiter.tried) != Outlook::full) {
      leave_queue(waiter);
      waiter.choose_again();
    }
  }
  asking_ = false;
}

void Backends::stop() {
  for (const auto& backend : backends_) {
    backend->stop();
  }
}

}  // namespace tiga::servers::balancer
