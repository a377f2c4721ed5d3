#include "servers/threaded/server.hpp"

#include <malloc.h>
#include <poll.h>

#include <utility>

namespace tiga::servers::threaded {
namespace {

// How often ended threads are looked for while no client comes.
constexpr std::chrono::milliseconds join_interval{100};
// Connections kept for the next clients, with their buffers.
constexpr std::size_t most_spare = 256;

}  // namespace

void serve(core::Service& service, core::Listener listener) {
  // What threads still allocate comes from one heap: one for each would cost five system calls
  // and its pages with every connection that does.
  ::mallopt(M_ARENA_MAX, 1);
  Server(service, std::move(listener)).run();
}

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

// Nothing when the server, or the client's address, is at its limit.
std::optional<core::AddressLimit::Place> Server::find_place(const sockaddr_storage& peer) {
  for (const bool again : {true, false}) {
    if (connections_.size() < service_.options.max_connections) {
      if (auto place = addresses_.take(peer)) {
        return place;
      }
    }
    if (again) {
      join_all_ended();  // until then they have their places
    }
  }
  return std::nullopt;
}

void Server::admit(common::UniqueFd socket, const sockaddr_storage& peer) {
  if (auto address_place = find_place(peer)) {
    serve(socket, std::move(*address_place));
  } else {
    reject(std::move(socket));
  }
}

// Throws where it cannot be served; it is rejected then.
void Server::serve(common::UniqueFd& socket, core::AddressLimit::Place place) try {
  Connection& connection = next_connection();
  try {
    connection.start(socket, std::move(place));
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
  connections_.splice(connections_.end(), spare_, spare_.begin());  // the one used last is warm
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

// Those that have just ended may not be gone yet, and would have to be waited for.
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

}  // namespace tiga::servers::threaded
