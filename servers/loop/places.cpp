#include "servers/loop/places.hpp"

namespace tiga::servers::loop {

Places::Place::~Place() {
  if (places_ == nullptr) {
    return;
  }
  if (places_->addresses_.holds()) {
    const std::lock_guard lock(places_->mutex_);
    of_address_ = {};
  }
  --places_->taken_;
}

std::optional<Places::Place> Places::take(const sockaddr_storage& address) {
  if (++taken_ <= most_) {
    if (auto of_address = take_of(address)) {
      return Place(*this, std::move(*of_address));
    }
  }
  --taken_;
  return std::nullopt;
}

std::optional<core::AddressLimit::Place> Places::take_of(const sockaddr_storage& address) {
  if (!addresses_.holds()) {
    return core::AddressLimit::Place();
  }
  const std::lock_guard lock(mutex_);
  return addresses_.take(address);
}

}  // namespace tiga::servers::loop
