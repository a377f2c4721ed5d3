// The addresses of a backend, and the order in which a connection tries them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "common/endpoint.hpp"

namespace tiga::servers::balancer {

/// What a backend's name resolved to, and which of the addresses accepted a connection last. Not
/// thread-safe.
class BackendAddresses {
 public:
  /// Resolves once. Throws common::CannotRun if the name does not resolve.
  explicit BackendAddresses(const common::Endpoint& endpoint);
  /// `all`: not empty, in the resolver's order.
  BackendAddresses(std::string name, std::vector<common::SocketAddress> all);

  /// HOST:PORT as it was given.
  const std::string& name() const { return name_; }
  std::size_t count() const { return all_.size(); }
  const common::SocketAddress& at(std::size_t index) const { return all_[index]; }
  /// For the log: the name, and the address unless it is the same: "localhost:80 at 127.0.0.1:80".
  const std::string& label(std::size_t index) const { return labels_[index]; }

  /// The address to try first.
  std::size_t first() const { return first_; }
  /// A connection to `index` was made: it is tried first from now on.
  void accepted(std::size_t index) { first_ = index; }

 private:
  std::string name_;
  std::vector<common::SocketAddress> all_;
  std::vector<std::string> labels_;
  std::size_t first_ = 0;
};

/// The way of one connection through the addresses: each once, from the one that accepted last.
/// Pure: the owner connects. Not thread-safe.
class AddressWalk {
 public:
  /// `addresses` must outlive the walk.
  void begin(BackendAddresses& addresses);

  const common::SocketAddress& address() const { return addresses_->at(current_); }
  const std::string& label() const { return addresses_->label(current_); }
  /// How many addresses are not given up yet, with the current one.
  std::size_t left() const { return left_; }

  /// Gives up the current address, which failed with that errno. True if there is another one.
  bool advance(int error);
  void accepted() { addresses_->accepted(current_); }

  /// Why addresses were given up: "[::1]:80: Connection refused, 127.0.0.1:80: Connection refused".
  const std::string& failures() const { return failures_; }
  /// Whether this host, not the backend, is to blame for all of it: no local port, descriptor or
  /// memory was left.
  bool lacked_port() const { return lacked_port_; }

 private:
  BackendAddresses* addresses_ = nullptr;
  std::size_t current_ = 0;
  std::size_t left_ = 0;
  bool lacked_port_ = true;
  std::string failures_;
};

}  // namespace tiga::servers::balancer
