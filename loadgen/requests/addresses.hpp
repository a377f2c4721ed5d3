// The addresses of a host name, and which of them is used.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/endpoint.hpp"

namespace tiga::loadgen::requests {

/// Chooses the address of the next connection. No address is probed, since a probe would be a
/// request that is not counted. While no connection was ever made, a connection that is refused, or
/// gets no answer, is tried at the next address. The first address that accepts a connection is
/// used from then on. Not thread-safe.
class Addresses {
 public:
  /// `all`: not empty, in the order of preference.
  explicit Addresses(std::vector<common::SocketAddress> all)
      : all_(std::move(all)), failures_(all_.size()) {}

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

  /// Whether there is an address to try after a failure of `index`.
  bool has_other(std::size_t index) const {
    return settled_ ? index != current_ : index + 1 < all_.size();
  }

  /// A connection to `index` failed, for the reason `why`. Returns the address to try instead,
  /// `nullopt` if there is none.
  std::optional<std::size_t> after_failure(std::size_t index, std::string_view why = {}) {
    failures_[index] = why;
    if (!settled_ && index == current_ && current_ + 1 < all_.size()) {
      ++current_;
    }
    return index == current_ ? std::nullopt : std::optional(current_);
  }

  /// Each address and its last failure: "[::1]:80: Connection refused, 127.0.0.1:80: …".
  std::string failures() const {
    std::string text;
    for (std::size_t index = 0; index < all_.size(); ++index) {
      text += index == 0 ? "" : ", ";
      text += all_[index].to_string();
      text += ": ";
      text += failures_[index];
    }
    return text;
  }

 private:
  std::vector<common::SocketAddress> all_;
  std::vector<std::string> failures_;  // the last of each address
  std::size_t current_ = 0;
  bool settled_ = false;
};

}  // namespace tiga::loadgen::requests
