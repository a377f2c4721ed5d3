#include "servers/threaded/server.hpp"

#include <malloc.h>
#include <poll.h>

#include <list>
#include <mutex>
#include <utility>

#include "common/unique_fd.hpp"
#include "servers/blocking/acceptor.hpp"
#include "servers/blocking/lingerer.hpp"
#include "servers/core/address_limit.hpp"
#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"
#include "servers/threaded/connection.hpp"

namespace tiga::servers::threaded {
namespace {

// How often ended threads are joined while no client arrives.
constexpr std::chrono::milliseconds join_interval{100};
// Connection objects kept for the next clients, with their buffers.
constexpr std::size_t most_spare = 256;

/// Accepts clients. Used by one thread; connections end on their own threads.
class Server : private ConnectionOwner {
 public:
  Server(core::Service& service, core::Listener listener);

  void run();

 private:
  void admit(common::UniqueFd socket, const sockaddr_storage& peer);
  void serve(common::UniqueFd& socket, core::AddressLimit::Slot slot);
  Connection& next_connection();
  void reject(common::UniqueFd socket);
  void ended(Connection& connection) override;
  void join(Connection* ended);
  void join_ended_before();
  void join_all_ended();
  void drain();

  core::Service& service_;
  blocking::Acceptor acceptor_;
  core::AddressLimit addresses_;  // its slots are in connections_
  core::Worker worker_;           // for the replies that the accepting thread writes
  std::mutex ended_mutex_;
  Connection* ended_ = nullptr;    // a linked list
  Connection* to_join_ = nullptr;  // those that had ended at the previous round
  blocking::Lingerer lingerer_;
  std::list<Connection> connections_;
  std::list<Connection> spare_;
};

Server::Server(core::Service& service, core::Listener listener)
    : service_(service),
      acceptor_(service, std::move(listener),
                [this](common::UniqueFd socket, const sockaddr_storage& peer) {
                  admit(std::move(socket), peer);
                }),
      addresses_(service.options.max_connections_per_address),
      worker_(service),
      lingerer_([this] { acceptor_.descriptor_freed(); }) {}

void Server::run() {
  acceptor_.announce();
  while (acceptor_.wait(connections_.empty() ? -1 : static_cast<int>(join_interval.count()))) {
    join_ended_before();
    acceptor_.accept_waiting();
  }
  drain();
}

void Server::admit(common::UniqueFd socket, const sockaddr_storage& peer) {
  auto slot = blocking::take_slot(
      addresses_, peer, [this] { return connections_.size() < service_.options.max_connections; },
      [this] { join_all_ended(); });
  if (slot) {
    serve(socket, std::move(*slot));
  } else {
    reject(std::move(socket));
  }
}

// Throws if it cannot be served, after rejecting it.
void Server::serve(common::UniqueFd& socket, core::AddressLimit::Slot slot) try {
  Connection& connection = next_connection();
  try {
    connection.start(socket, std::move(slot));
  } catch (...) {
    spare_.splice(spare_.begin(), connections_, connection.here);
    throw;
  }
} catch (...) {
  reject(std::move(socket));
  throw;
}

Connection& Server::next_connection() {
  if (spare_.empty()) {
    ConnectionOwner& owner = *this;
    spare_.emplace_front(service_, lingerer_, owner);
    spare_.front().here = spare_.begin();
  }
  connections_.splice(connections_.end(), spare_,
                      spare_.begin());  // the one used last is likely in the cache
  return connections_.back();
}

void Server::reject(common::UniqueFd socket) {
  blocking::answer_rejected(worker_, socket.get());
  lingerer_.adopt(std::move(socket));
}

void Server::ended(Connection& connection) {
  {
    const std::lock_guard lock(ended_mutex_);
    connection.next_ended = std::exchange(ended_, &connection);
  }
  acceptor_.descriptor_freed();
}

void Server::join(Connection* ended) {
  while (ended != nullptr) {
    Connection& connection = *std::exchange(ended, ended->next_ended);
    connection.join();
    if (spare_.size() < most_spare) {
      spare_.splice(spare_.begin(), connections_, connection.here);
    } else {
      connections_.erase(connection.here);
    }
  }
}

// Joins those that ended before the previous round: one that has just ended may still be exiting
// and would block.
void Server::join_ended_before() {
  join(std::exchange(to_join_, nullptr));
  const std::lock_guard lock(ended_mutex_);
  to_join_ = std::exchange(ended_, nullptr);
}

void Server::join_all_ended() {
  join_ended_before();
  join_ended_before();
}

void Server::drain() {
  acceptor_.close();
  service_.draining = true;
  for (Connection& connection : connections_) {
    connection.drain();
  }
  const common::Deadline deadline = common::Deadline::after(service_.options.drain_timeout);
  while (!connections_.empty() && !deadline.passed()) {
    join_all_ended();
    ::poll(nullptr, 0, connections_.empty() ? 0 : 1);
  }
  for (Connection& connection : connections_) {
    connection.abort();
  }
  connections_.clear();  // joins
}

}  // namespace

void serve(core::Service& service, core::Listener listener) {
  // The few allocations of threads come from one heap: a heap for each thread would cost five
  // system calls and its pages for every connection that allocates.
  ::mallopt(M_ARENA_MAX, 1);
  Server(service, std::move(listener)).run();
}

}  // namespace tiga::servers::threaded
