// How many connections one client's address may have.
#pragma once

#include <sys/socket.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>

namespace tiga::servers::core {

/// The /64 of an IPv6 address, or the whole of an IPv4 one, mapped ones too: what counts as one
/// client.
std::uint64_t network_of(const sockaddr_storage& address);

/// Counts connections by IPv4 address or IPv6 /64, the least that one IPv6 customer has. Memory
/// for each address that has a connection; none, and no work, where there is no limit. Not
/// thread-safe: used by the thread that accepts. Outlives its places.
class AddressLimit {
 private:
  struct Count {
    AddressLimit* owner;
    std::size_t connections;
  };
  using Counts = std::unordered_map<std::uint64_t, Count>;

 public:
  /// A connection's place among those of its address; given back at its end.
  class Place {
   public:
    Place() = default;
    Place(Place&& other) noexcept : count_(std::exchange(other.count_, nullptr)) {}
    Place& operator=(Place&& other) noexcept {
      std::swap(count_, other.count_);
      return *this;
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place();

   private:
    friend class AddressLimit;
    explicit Place(Counts::value_type* count) : count_(count) {}
    Counts::value_type* count_ = nullptr;
  };

  /// At most `most` connections each; 0: no limit.
  explicit AddressLimit(std::size_t most) : most_(most) {}
  AddressLimit(const AddressLimit&) = delete;
  AddressLimit& operator=(const AddressLimit&) = delete;

  /// Whether there is a limit, so that the address must be known.
  bool holds() const { return most_ > 0; }
  /// A place, of no weight where there is no limit; nothing where `address` has its most.
  std::optional<Place> take(const sockaddr_storage& address);

 private:
  std::size_t most_;
  Counts counts_;
};

}  // namespace tiga::servers::core
