#include "servers/process/server.hpp"

#include <algorithm>
#include <csignal>
#include <span>
#include <utility>

#include "servers/blocking/child.hpp"
#include "servers/blocking/signals.hpp"
#include "servers/process/visit.hpp"

namespace tiga::servers::process {

void serve(core::Service& service, core::Listener listener) {
  Server(service, std::move(listener)).run();
}

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
  prepare_visits();
}

void Server::run() {
  acceptor_.announce();
  while (wait()) {
    acceptor_.accept_waiting();
  }
  drain();
}

// As Acceptor::wait(); children that end meanwhile are reaped, and what lingers is closed.
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
  blocking::heed(ended_);
  while (const auto child = blocking::reap_child()) {
    children_.erase(*child);
    acceptor_.descriptor_freed();
  }
}

void Server::admit(common::UniqueFd socket, const sockaddr_storage& peer) {
  for (const bool again : {true, false}) {
    if (children_.size() < service_.options.max_connections) {
      if (auto place = addresses_.take(peer)) {
        serve(socket, std::move(*place));
        return;
      }
    }
    if (again) {
      reap();  // until then they have their places
    }
  }
  reject(std::move(socket));
}

// Throws where it cannot be served; it is rejected then.
void Server::serve(common::UniqueFd& socket, core::AddressLimit::Place place) try {
  constexpr pid_t to_come = 0;  // its entry is made before: what was started is never forgotten
  children_.emplace(to_come, std::move(place));
  auto entry = children_.extract(to_come);
  entry.key() = blocking::fork_child([&] {
    acceptor_.close_in_child();
    lingering_.clear();
    visit(connection_, std::move(socket));
  });
  children_.insert(std::move(entry));
  socket.reset();
} catch (...) {
  reject(std::move(socket));
  throw;
}

// Answered without a process of its own.
void Server::reject(common::UniqueFd socket) {
  blocking::answer_rejected(worker_, socket.get());
  lingering_.add(std::move(socket));
}

void Server::kill_children(int signal) const {
  for (const auto& [child, place] : children_) {
    ::kill(child, signal);  // it is still ours: nobody has reaped it
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

}  // namespace tiga::servers::process
