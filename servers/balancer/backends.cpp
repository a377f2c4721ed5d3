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
  using Kind = Choice::Kind;
  const bool others_first = !waiting_.empty() && !serving_queue_;
  const Picked picked = others_first ? Picked{picker_.availability(loads_, waiter.tried)}
                                     : picker_.pick(loads_, waiter.tried);
  if (picked.availability == Availability::none) {
    return {Kind::none};
  }
  if (picked.availability == Availability::free && !others_first) {
    waiter.tried |= std::uint64_t{1} << picked.index;
    return {Kind::backend, backends_[picked.index].get()};
  }
  if (waiting_count_ >= options_.queue) {
    return {Kind::queue_full};
  }
  waiting_.push_back(waiter);
  ++waiting_count_;
  if (picked.availability == Availability::free) {
    room_changed();  // an earlier waiter may want another backend than the one with room
  }
  return {Kind::waiting};
}

Backend* Backends::choose_now(std::uint64_t& tried) {
  const Picked picked = picker_.pick(loads_, tried);
  if (picked.availability != Availability::free) {
    return nullptr;
  }
  tried |= std::uint64_t{1} << picked.index;
  return backends_[picked.index].get();
}

bool Backends::has_untried(std::uint64_t tried) const {
  return picker_.availability(loads_, tried) != Availability::none;
}

void Backends::leave_queue(Waiter& waiter) {
  if (waiter.is_linked()) {
    waiter.unlink();
    --waiting_count_;
  }
}

// Deferred: the caller is still in the middle of ending a request.
void Backends::room_changed() {
  if (waiting_.empty() || queue_run_is_posted_) {
    return;
  }
  queue_run_is_posted_ = true;
  loop_.io->post([this] { serve_queue(); });
}

void Backends::serve_queue() {
  queue_run_is_posted_ = false;
  serving_queue_ = true;
  for (auto next = waiting_.begin();
       next != waiting_.end() && picker_.availability(loads_, 0) != Availability::full;) {
    Waiter& waiter = *next++;
    if (picker_.availability(loads_, waiter.tried) != Availability::full) {
      leave_queue(waiter);
      waiter.choose_again();
    }
  }
  serving_queue_ = false;
}

void Backends::stop() {
  for (const auto& backend : backends_) {
    backend->stop();
  }
}

}  // namespace tiga::servers::balancer
