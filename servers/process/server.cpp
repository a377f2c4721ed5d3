#include "servers/process/server.hpp"

#include <sys/types.h>

#include <algorithm>
#include <csignal>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/unique_fd.hpp"
#include "servers/blocking/acceptor.hpp"
#include "servers/blocking/child.hpp"
#include "servers/blocking/connection.hpp"
#include "servers/blocking/linger_set.hpp"
#include "servers/core/address_limit.hpp"
#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"
#include "servers/process/serve_one.hpp"

namespace tiga::servers::process {
namespace {

/// Accepts clients and forks. It has no threads, so that no lock is held when a child is forked.
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
  void serve(common::UniqueFd& socket, core::AddressLimit::Slot slot);
  void reject(common::UniqueFd socket);
  void drain();
  void kill_children(int signal) const;

  core::Service& service_;
  blocking::Acceptor acceptor_;
  common::UniqueFd ended_;  // readable when a child has ended
  core::AddressLimit addresses_;
  core::Worker worker_;              // for the replies that the parent writes
  blocking::Connection connection_;  // each child has its copy
  blocking::LingerSet lingering_;
  std::unordered_map<pid_t, core::AddressLimit::Slot> children_;
  std::vector<pollfd> polled_;
};

Server::Server(core::Service& service, core::Listener listener)
    : service_(service),
      acceptor_(service, std::move(listener),
                [this](common::UniqueFd socket, const sockaddr_storage& peer) {
                  admit(std::move(socket), peer);
                }),
      ended_(blocking::watch_children()),
      addresses_(service.options.max_connections_per_address),
      worker_(service),
      connection_(service) {
  install_drain_handler();
}

void Server::run() {
  acceptor_.announce();
  while (wait()) {
    acceptor_.accept_waiting();
  }
  drain();
}

// As Acceptor::wait(); also reaps children that have ended and continues lingering closes.
bool Server::wait() {
  const int milliseconds = prepare_to_poll();
  const bool go_on = acceptor_.wait(milliseconds, polled_);
  move_on();
  return go_on;
}

int Server::prepare_to_poll() {
  polled_.assign(1, {ended_.get(), POLLIN, 0});
  lingering_.watch(polled_);
  return lingering_.poll_milliseconds();
}

void Server::move_on() {
  if (polled_[0].revents != 0) {
    reap();
  }
  lingering_.move_on(std::span(polled_).subspan(1));
}

void Server::reap() {
  blocking::clear_ended(ended_);
  while (const auto child = blocking::reap_child()) {
    children_.erase(*child);
    acceptor_.descriptor_freed();
  }
}

void Server::admit(common::UniqueFd socket, const sockaddr_storage& peer) {
  auto slot = blocking::take_slot(
      addresses_, peer, [this] { return children_.size() < service_.options.max_connections; },
      [this] { reap(); });
  if (slot) {
    serve(socket, std::move(*slot));
  } else {
    reject(std::move(socket));
  }
}

// Throws if it cannot be served, after rejecting it.
void Server::serve(common::UniqueFd& socket, core::AddressLimit::Slot slot) try {
  constexpr pid_t to_come =
      0;  // the entry exists before the fork, so that a started child is never lost
  children_.emplace(to_come, std::move(slot));
  auto entry = children_.extract(to_come);
  entry.key() = blocking::fork_child([&] {
    acceptor_.close_in_child();
    lingering_.clear();
    serve_one(connection_, std::move(socket));
  });
  children_.insert(std::move(entry));
  socket.reset();
} catch (...) {
  reject(std::move(socket));
  throw;
}

// Answers without starting a process.
void Server::reject(common::UniqueFd socket) {
  blocking::answer_rejected(worker_, socket.get());
  lingering_.add(std::move(socket));
}

void Server::kill_children(int signal) const {
  for (const auto& [child, slot] : children_) {
    ::kill(child, signal);  // its number is still ours: it was not reaped
  }
}

void Server::drain() {
  acceptor_.close();
  service_.draining = true;
  kill_children(SIGTERM);
  reap_until(common::Deadline::after(service_.options.drain_timeout));
  kill_children(SIGKILL);
  reap_until(common::Deadline(common::TimePoint::max()));
}

void Server::reap_until(common::Deadline deadline) {
  constexpr int at_most = 1000;  // milliseconds
  while (!children_.empty() && !deadline.passed()) {
    const int until_closed = prepare_to_poll();
    const int left = std::min(deadline.poll_milliseconds(), at_most);
    ::poll(polled_.data(), polled_.size(), until_closed < 0 ? left : std::min(left, until_closed));
    move_on();
  }
}

}  // namespace

void serve(core::Service& service, core::Listener listener) {
  Server(service, std::move(listener)).run();
}

}  // namespace tiga::servers::process
