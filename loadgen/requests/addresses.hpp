// The addresses that a name stands for, and which of them serves.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "common/endpoint.hpp"

namespace tiga::loadgen::requests {

/// Which address the next connection goes to. No address is probed, since a probe is a request that
/// nobody counts: while no connection was ever made, one that is refused goes on to the next
/// address; the first address that accepts a connection is the target's from then on. Not
/// thread-safe.
class Addresses {
 public:
  /// `all`: not empty, in the order of preference.
  explicit Addresses(std::vector<common::SocketAddress> all) : all_(std::move(all)) {}

  std::size_t count() const { return all_.size(); }
  std::size_t current() const { return current_; }
  const common::SocketAddress& at(std::size_t index) const { return all_[index]; }
  /// Whether a connection was ever made.
  bool settled() const { return settled_; }

  /// A connection to `index` was made.
  void succeeded(std::size_t index) {
    if (!settled_) {
      settled_ = true;
      current_ = index;
    }
  }

  /// A connection to `index` could not be made: the address to try instead, or nothing if that was
  /// the last hope.
  std::optional<std::size_t> after_failure(std::size_t index);

 private:
  std::vector<common::SocketAddress> all_;
  std::size_t current_ = 0;
  bool settled_ = false;
};

}  // namespace tiga::loadgen::requests
