// Thread per connection: one thread accepts, and starts one for each client.
#pragma once

#include <list>
#include <mutex>
#include <optional>

#include "common/clock.hpp"
#include "common/unique_fd.hpp"
#include "servers/core/address_limit.hpp"
#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"
#include "servers/threaded/connection.hpp"
#include "servers/threaded/lingerer.hpp"

namespace tiga::servers::threaded {

/// Serves until SIGTERM or SIGINT, then drains; every thread is joined on return.
void serve(core::Service& service, core::Listener listener);

/// The accepting side. Used by one thread; connections end on their own.
class Server : private ConnectionOwner {
 public:
  Server(core::Service& service, core::Listener listener);

  void run();

 private:
  bool wait();
  void accept_waiting(int most);
  std::optional<core::AddressLimit::Place> find_place(const sockaddr_storage& peer);
  void admit(common::UniqueFd socket, const sockaddr_storage& peer);
  void serve(common::UniqueFd& socket, core::AddressLimit::Place place);
  Connection& next_connection();
  void reject(common::UniqueFd socket);
  void pause_accepting();
  void descriptor_freed();
  void ended(Connection& connection) override;
  void join(Connection* ended);
  void join_ended_before();
  void join_all_ended();
  void drain();

  core::Service& service_;
  core::Listener listener_;
  common::UniqueFd stop_signals_;
  common::UniqueFd freed_;             // an eventfd: a descriptor was closed while accepting rests
  common::TimePoint accept_again_at_;  // in the past unless accepting rests
  core::AddressLimit addresses_;       // used up by connections_
  core::Worker worker_;                // for the replies that this thread writes itself
  std::mutex ended_mutex_;
  Connection* ended_ = nullptr;    // a chain
  bool resting_ = false;           // as accept_again_at_ says, for other threads
  Connection* to_join_ = nullptr;  // those that had ended when it was looked before
  Lingerer lingerer_;
  std::list<Connection> connections_;
  std::list<Connection> spare_;
};

}  // namespace tiga::servers::threaded
