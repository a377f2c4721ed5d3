// One of the processes that serve.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <optional>

#include "common/clock.hpp"
#include "common/unique_fd.hpp"
#include "servers/blocking/connection.hpp"
#include "servers/blocking/lingerer.hpp"
#include "servers/core/service.hpp"
#include "servers/prefork/places.hpp"

namespace tiga::servers::prefork {

/// Accepts and serves one client after another until the listening socket is shut down. A client
/// that keeps others waiting must go: see blocking/turn.hpp.
class Child : private blocking::Rest {
 public:
  /// `listener` blocks, and all processes share it; the kernel wakes one of them for each client.
  Child(core::Service& service, int listener, const Places& places, std::size_t number);

  void run();

 private:
  common::UniqueFd accept(sockaddr_storage& peer);
  void serve(common::UniqueFd socket, const sockaddr_storage& peer);
  void linger(common::UniqueFd socket);
  bool may_begin(int socket) override;
  bool wait_beside_others(int socket, std::chrono::milliseconds rest) const;

  core::Service& service_;
  const int listener_;
  const Places& places_;
  const std::size_t number_;
  core::Worker worker_;  // for the 503 of those that find no place
  blocking::Connection connection_;
  common::TimePoint began_;
  bool is_first_ = true;                        // request of that client
  std::optional<blocking::Lingerer> lingerer_;  // from the first that lingers on
};

}  // namespace tiga::servers::prefork
