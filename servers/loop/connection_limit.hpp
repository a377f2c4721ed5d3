// Limits the connections of all loops of one process.
#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <optional>
#include <utility>

#include "servers/core/address_limit.hpp"
#include "servers/core/options.hpp"

namespace tiga::servers::loop {

/// Counts served connections, in all and by address. Thread-safe: the loops of one process share
/// it. Must outlive its slots.
class ConnectionLimit {
 public:
  /// The slot of one connection; released by its destructor.
  class Slot {
   public:
    Slot() = default;
    Slot(Slot&& other) noexcept
        : limit_(std::exchange(other.limit_, nullptr)),
          address_slot_(std::move(other.address_slot_)) {}
    Slot& operator=(Slot&& other) noexcept {
      std::swap(limit_, other.limit_);
      std::swap(address_slot_, other.address_slot_);
      return *this;
    }
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;
    ~Slot();

   private:
    friend class ConnectionLimit;
    Slot(ConnectionLimit& limit, core::AddressLimit::Slot address_slot)
        : limit_(&limit), address_slot_(std::move(address_slot)) {}
    ConnectionLimit* limit_ = nullptr;
    core::AddressLimit::Slot address_slot_;
  };

  explicit ConnectionLimit(const core::Options& options)
      : most_(options.max_connections), addresses_(options.max_connections_per_address) {}
  ConnectionLimit(const ConnectionLimit&) = delete;
  ConnectionLimit& operator=(const ConnectionLimit&) = delete;

  /// Whether take() looks at the address.
  bool asks_for_address() const { return addresses_.holds(); }
  /// `nullopt` when the server or the client's address is at its limit.
  std::optional<Slot> take(const sockaddr_storage& address);

 private:
  std::optional<core::AddressLimit::Slot> take_by_address(const sockaddr_storage& address);

  std::size_t most_;
  std::atomic<std::size_t> taken_ = 0;
  std::mutex mutex_;  // guards `addresses_` if there is such a limit
  core::AddressLimit addresses_;
};

}  // namespace tiga::servers::loop
