#include "servers/loop/connection_limit.hpp"

namespace tiga::servers::loop {

ConnectionLimit::Slot::~Slot() {
  if (limit_ == nullptr) {
    return;
  }
  if (limit_->addresses_.holds()) {
    const std::lock_guard lock(limit_->mutex_);
    address_slot_ = {};
  }
  --limit_->taken_;
}

std::optional<ConnectionLimit::Slot> ConnectionLimit::take(const sockaddr_storage& address) {
  if (++taken_ <= most_) {
    if (auto address_slot = take_by_address(address)) {
      return Slot(*this, std::move(*address_slot));
    }
  }
  --taken_;
  return std::nullopt;
}

std::optional<core::AddressLimit::Slot> ConnectionLimit::take_by_address(
    const sockaddr_storage& address) {
  if (!addresses_.holds()) {
    return core::AddressLimit::Slot();
  }
  const std::lock_guard lock(mutex_);
  return addresses_.take(address);
}

}  // namespace tiga::servers::loop
