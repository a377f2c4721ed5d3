#include "servers/pool/queue.hpp"

#include <utility>

namespace tiga::servers::pool {

bool Queue::put(common::UniqueFd& socket, const sockaddr_storage& peer) {
  {
    const std::lock_guard lock(mutex_);
    if (open_ >= most_) {
      return false;
    }
    auto slot = addresses_.take(peer);
    if (!slot) {
      return false;
    }
    clients_.push_back({std::move(socket), std::move(*slot)});
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

void Queue::done(core::AddressLimit::Slot slot) {
  const std::lock_guard lock(mutex_);
  const core::AddressLimit::Slot given_back = std::move(slot);
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
