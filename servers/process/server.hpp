// Process per connection: one process accepts, and forks one for each client.
#pragma once

#include <sys/types.h>

#include <optional>
#include <unordered_map>
#include <vector>

#include "common/unique_fd.hpp"
#include "servers/blocking/acceptor.hpp"
#include "servers/blocking/connection.hpp"
#include "servers/blocking/linger_set.hpp"
#include "servers/core/address_limit.hpp"
#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"

namespace tiga::servers::process {

/// Serves until SIGTERM or SIGINT, then drains; every child has ended on return.
void serve(core::Service& service, core::Listener listener);

/// The accepting side. It has no threads, so that a child finds all as it should be.
class Server {
 public:
  Server(core::Service& service, core::Listener listener);

  void run();

 private:
  bool wait();
  int prepare_to_poll();
  void move_on();
  void reap();
  void reap_until(common::Deadline deadline);
  void admit(common::UniqueFd socket, const sockaddr_storage& peer);
  void serve(common::UniqueFd& socket, core::AddressLimit::Place place);
  void reject(common::UniqueFd socket);
  void drain();
  void kill_children(int signal) const;

  core::Service& service_;
  blocking::Acceptor acceptor_;
  common::UniqueFd ended_;  // readable when children have
  core::AddressLimit addresses_;
  core::Worker worker_;              // for the replies that this process writes itself
  blocking::Connection connection_;  // each child has its copy
  blocking::LingerSet lingering_;
  std::unordered_map<pid_t, core::AddressLimit::Place> children_;
  std::vector<pollfd> polled_;
};

}  // namespace tiga::servers::process
