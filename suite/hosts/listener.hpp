// How hosts find each other: one listens, the others connect and prove that they belong to it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "common/clock.hpp"
#include "common/endpoint.hpp"
#include "common/unique_fd.hpp"
#include "suite/hosts/line.hpp"

namespace tiga::suite::hosts {

/// 128 random bits in hexadecimal, for the processes of one run alone to know. Throws CannotRun.
std::string make_token();

/// Where other hosts connect to. Not thread-safe.
class Listener {
 public:
  /// Listens on a free port of an IPv4 address of this host; "0.0.0.0": of all. Throws CannotRun.
  explicit Listener(std::string token, const std::string& address = "0.0.0.0");
  std::uint16_t port() const { return common::port_of(socket_); }
  /// The next connection from somebody who knows the token; others are told "refused" and closed.
  /// `nullopt` if there is none at the deadline. Throws CannotRun.
  std::optional<Line> accept(common::Deadline deadline);

 private:
  bool is_welcome(Line& line, common::Deadline deadline) const;

  std::string token_;
  common::UniqueFd socket_;
};

/// Connects to a Listener. Throws CannotRun with the address and the reason: nobody listens there,
/// the token is another one, no answer at the deadline.
Line connect_to(const common::Endpoint& listener, const std::string& token,
                common::Deadline deadline);

/// The IPv4 address of this host from which packets to that one leave; none are sent. Throws
/// CannotRun if there is no way to it.
std::string address_towards(const std::string& host);

/// Why no server can listen on an IPv4 address: "cannot listen on 10.0.0.9: Cannot assign requested
/// address"; "" if one can.
std::string why_not_bindable(const std::string& address);

}  // namespace tiga::suite::hosts
