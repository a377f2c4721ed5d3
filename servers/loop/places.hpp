// How many connections the loops of one process may hold.
#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <optional>
#include <utility>

#include "servers/core/address_limit.hpp"
#include "servers/core/options.hpp"

namespace tiga::servers::loop {

/// Counts the connections that are served, in all and by address. Thread-safe: the loops of one
/// process share it. Outlives its places.
class Places {
 public:
  /// A connection's place, given back at its end.
  class Place {
   public:
    Place() = default;
    Place(Place&& other) noexcept
        : places_(std::exchange(other.places_, nullptr)),
          of_address_(std::move(other.of_address_)) {}
    Place& operator=(Place&& other) noexcept {
      std::swap(places_, other.places_);
      std::swap(of_address_, other.of_address_);
      return *this;
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place();

   private:
    friend class Places;
    Place(Places& places, core::AddressLimit::Place of_address)
        : places_(&places), of_address_(std::move(of_address)) {}
    Places* places_ = nullptr;
    core::AddressLimit::Place of_address_;
  };

  explicit Places(const core::Options& options)
      : most_(options.max_connections), addresses_(options.max_connections_per_address) {}
  Places(const Places&) = delete;
  Places& operator=(const Places&) = delete;

  /// Nothing when the server, or the client's address, is at its limit.
  std::optional<Place> take(const sockaddr_storage& address);

 private:
  std::optional<core::AddressLimit::Place> take_of(const sockaddr_storage& address);

  std::size_t most_;
  std::atomic<std::size_t> taken_ = 0;
  std::mutex mutex_;  // of `addresses_`, where there is such a limit
  core::AddressLimit addresses_;
};

}  // namespace tiga::servers::loop
