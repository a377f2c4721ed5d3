// Thread per connection: one thread accepts, and starts one for each client.
#pragma once

#include <list>
#include <mutex>
#include <optional>

#include "common/unique_fd.hpp"
#include "servers/blocking/acceptor.hpp"
#include "servers/blocking/lingerer.hpp"
#include "servers/core/address_limit.hpp"
#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"
#include "servers/threaded/connection.hpp"

namespace tiga::servers::threaded {

/// Serves until SIGTERM or SIGINT, then drains; every thread is joined on return.
void serve(core::Service& service, core::Listener listener);

/// The accepting side. Used by one thread; connections end on their own.
class Server : private ConnectionOwner {
 public:
  Server(core::Service& service, core::Listener listener);

  void run();

 private:
  std::optional<core::AddressLimit::Place> find_place(const sockaddr_storage& peer);
  void admit(common::UniqueFd socket, const sockaddr_storage& peer);
  void serve(common::UniqueFd& socket, core::AddressLimit::Place place);
  Connection& next_connection();
  void reject(common::UniqueFd socket);
  void ended(Connection& connection) override;
  void join(Connection* ended);
  void join_ended_before();
  void join_all_ended();
  void drain();

  core::Service& service_;
  blocking::Acceptor acceptor_;
  core::AddressLimit addresses_;  // used up by connections_
  core::Worker worker_;           // for the replies that this thread writes itself
  std::mutex ended_mutex_;
  Connection* ended_ = nullptr;    // a chain
  Connection* to_join_ = nullptr;  // those that had ended when it was looked before
  blocking::Lingerer lingerer_;
  std::list<Connection> connections_;
  std::list<Connection> spare_;
};

}  // namespace tiga::servers::threaded
