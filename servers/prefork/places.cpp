#include "servers/prefork/places.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>

#include <algorithm>

#include "servers/core/address_limit.hpp"

namespace tiga::servers::prefork {

Places::Places(std::size_t processes, const core::Options& options)
    : most_(options.max_connections),
      most_of_an_address_(options.max_connections_per_address),
      places_(processes) {}

bool Places::take(std::size_t number, const sockaddr_storage& peer) const {
  Place& own = places_[number];
  bool allowed = true;
  if (most_of_an_address_ > 0) {
    own.network = core::network_of(peer);
  }
  own.serves = true;
  if (most_ < places_.size()) {
    const auto serves = [](const Place& place) { return place.serves.load(); };
    allowed = static_cast<std::size_t>(std::ranges::count_if(places_, serves)) <= most_;
  }
  if (most_of_an_address_ > 0) {
    const auto alike = [&](const Place& place) {
      return place.serves && place.network == own.network;
    };
    allowed = allowed && static_cast<std::size_t>(std::ranges::count_if(places_, alike)) <=
                             most_of_an_address_;
  }
  own.serves = allowed;
  return allowed;
}

void Places::leave(std::size_t number) const {
  places_[number].asks = false;  // it may have died while it did
  places_[number].serves = false;
}

std::size_t Places::without_place(std::size_t waiting) const {
  const auto is_free = [](const Place& place) { return !place.serves; };
  const auto free = static_cast<std::size_t>(std::ranges::count_if(places_, is_free));
  return waiting - std::min(waiting, free);
}

// Of several that ask at once the ones with the lowest numbers go: some do, and not all.
bool Places::give_up(std::size_t number, std::size_t waiting) const {
  Place& own = places_[number];
  own.asks = true;
  std::size_t free = 0;
  for (std::size_t other = 0; other <= number; ++other) {
    const Place& place = places_[other];
    free += place.asks || !place.serves ? 1U : 0U;
  }
  const bool goes = free <= waiting;
  if (goes) {
    own.serves = false;
  }
  own.asks = false;
  return goes;
}

std::size_t clients_waiting(int listener) {
  tcp_info info{};
  socklen_t size = sizeof info;
  ::getsockopt(listener, IPPROTO_TCP, TCP_INFO, &info, &size);
  return info.tcpi_unacked;
}

}  // namespace tiga::servers::prefork
