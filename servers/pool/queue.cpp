#include "servers/pool/queue.hpp"

#include <utility>

namespace tiga::servers::pool {

bool Queue::put(common::UniqueFd& socket, const sockaddr_storage& peer) {
  {
    const std::lock_guard lock(mutex_);
    if (open_ >= most_) {
      return false;
    }
    auto place = addresses_.take(peer);
    if (!place) {
      return false;
    }
    clients_.push_back({std::move(socket), std::move(*place)});
    ++open_;
  }
  came_.notify_one();
  return true;
}

std::optional<Client> Queue::take() {
  std::unique_lock lock(mutex_);
  came_.wait(lock, [this] { return closed_ || !clients_.empty(); });
  if (clients_.empty()) {
    return std::nullopt;
  }
  Client client = std::move(clients_.front());
  clients_.pop_front();
  return client;
}

void Queue::done(core::AddressLimit::Place place) {
  const std::lock_guard lock(mutex_);
  const core::AddressLimit::Place given_back = std::move(place);
  --open_;
}

void Queue::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    open_ -= clients_.size();
    clients_.clear();
  }
  came_.notify_all();
}

}  // namespace tiga::servers::pool
