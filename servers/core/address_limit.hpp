// Limits the connections of one client address.
#pragma once

#include <sys/socket.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>

namespace tiga::servers::core {

/// The key that one client is counted by: the /64 of an IPv6 address, or the whole of an IPv4
/// address, mapped ones included.
std::uint64_t network_of(const sockaddr_storage& address);

/// Counts connections by IPv4 address or by IPv6 /64, the least that one IPv6 customer has. Uses
/// memory only for addresses that have a connection, and none without a limit. Not thread-safe: the
/// accepting thread owns it. Must outlive its slots.
class AddressLimit {
 private:
  struct Count {
    AddressLimit* owner;
    std::size_t connections;
  };
  using Counts = std::unordered_map<std::uint64_t, Count>;

 public:
  /// The slot of one connection; released by its destructor.
  class Slot {
   public:
    Slot() = default;
    Slot(Slot&& other) noexcept : count_(std::exchange(other.count_, nullptr)) {}
    Slot& operator=(Slot&& other) noexcept {
      std::swap(count_, other.count_);
      return *this;
    }
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;
    ~Slot();

   private:
    friend class AddressLimit;
    explicit Slot(Counts::value_type* count) : count_(count) {}
    Counts::value_type* count_ = nullptr;
  };

  /// Allows `most` connections for each address; 0: no limit.
  explicit AddressLimit(std::size_t most) : most_(most) {}
  AddressLimit(const AddressLimit&) = delete;
  AddressLimit& operator=(const AddressLimit&) = delete;

  /// Whether there is a limit. If so, the address must be known.
  bool holds() const { return most_ > 0; }
  /// A slot; `nullopt` if `address` is at its limit. Without a limit the slot counts nothing.
  std::optional<Slot> take(const sockaddr_storage& address);

 private:
  std::size_t most_;
  Counts counts_;
};

}  // namespace tiga::servers::core
