#include "servers/prefork/process_slots.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>

#include <algorithm>

#include "servers/core/address_limit.hpp"

namespace tiga::servers::prefork {

ProcessSlots::ProcessSlots(std::size_t processes, const core::Options& options)
    : most_(options.max_connections),
      most_per_address_(options.max_connections_per_address),
      slots_(processes) {}

bool ProcessSlots::take(std::size_t number, const sockaddr_storage& peer) const {
  Slot& own = slots_[number];
  bool allowed = true;
  if (most_per_address_ > 0) {
    own.network = core::network_of(peer);
  }
  own.busy = true;
  if (most_ < slots_.size()) {
    const auto busy = [](const Slot& slot) { return slot.busy.load(); };
    allowed = static_cast<std::size_t>(std::ranges::count_if(slots_, busy)) <= most_;
  }
  if (most_per_address_ > 0) {
    const auto alike = [&](const Slot& slot) { return slot.busy && slot.network == own.network; };
    allowed = allowed &&
              static_cast<std::size_t>(std::ranges::count_if(slots_, alike)) <= most_per_address_;
  }
  own.busy = allowed;
  return allowed;
}

void ProcessSlots::leave(std::size_t number) const {
  slots_[number].deciding = false;  // it may have died while deciding
  slots_[number].busy = false;
}

std::size_t ProcessSlots::without_process(std::size_t waiting) const {
  const auto is_free = [](const Slot& slot) { return !slot.busy; };
  const auto free = static_cast<std::size_t>(std::ranges::count_if(slots_, is_free));
  return waiting - std::min(waiting, free);
}

// Free ones go first. Of several processes that decide at once those with the lowest numbers give
// up, so some do and not all.
bool ProcessSlots::give_up(std::size_t number, std::size_t waiting) const {
  Slot& own = slots_[number];
  own.deciding = true;
  std::size_t free = 0;
  for (std::size_t other = 0; other < slots_.size(); ++other) {
    const Slot& slot = slots_[other];
    free += !slot.busy || (slot.deciding && other <= number) ? 1U : 0U;
  }
  const bool goes = free <= waiting;
  if (goes) {
    own.busy = false;
  }
  own.deciding = false;
  return goes;
}

std::size_t clients_waiting(int listener) {
  tcp_info info{};
  socklen_t size = sizeof info;
  ::getsockopt(listener, IPPROTO_TCP, TCP_INFO, &info, &size);
  return info.tcpi_unacked;
}

}  // namespace tiga::servers::prefork
