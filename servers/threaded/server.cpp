#include "servers/threaded/server.hpp"

#include <malloc.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <exception>
#include <utility>

#include "common/error.hpp"
#include "servers/core/lifecycle.hpp"
#include "servers/core/socket_io.hpp"

namespace tiga::servers::threaded {
namespace {

// How long accepting rests when descriptors, memory or threads have run out, unless a connection
// ends before (as nginx does, 500 ms there).
constexpr std::chrono::milliseconds accept_pause{100};
// Clients accepted at one wake-up before signals and ended threads are looked at again.
constexpr int accepted_at_once = 64;
// How often ended threads are looked for while no client comes.
constexpr std::chrono::milliseconds join_interval{100};
// Connections kept for the next clients, with their buffers.
constexpr std::size_t most_spare = 256;

common::UniqueFd watch_stop_signals() {
  const sigset_t signals = core::block_stop_signals();
  common::UniqueFd fd(::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
  if (!fd) {
    common::throw_errno("cannot create a signalfd");
  }
  return fd;
}

common::UniqueFd make_wake_up() {
  common::UniqueFd fd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!fd) {
    common::throw_errno("cannot create an eventfd");
  }
  return fd;
}

}  // namespace

void serve(core::Service& service, core::Listener listener) {
  // What threads still allocate comes from one heap: one for each would cost five system calls
  // and its pages with every connection that does.
  ::mallopt(M_ARENA_MAX, 1);
  Server(service, std::move(listener)).run();
}

Server::Server(core::Service& service, core::Listener listener)
    : service_(service),
      listener_(std::move(listener)),
      stop_signals_(watch_stop_signals()),
      freed_(make_wake_up()),
      addresses_(service.options.max_connections_per_address),
      worker_(service),
      lingerer_([this] { descriptor_freed(); }) {}

void Server::run() {
  core::announce(listener_.address);
  while (wait()) {
    join_ended_before();
    accept_waiting(accepted_at_once);
  }
  drain();
}

// Until a client may be accepted, or a thread may have ended; false when told to stop.
bool Server::wait() {
  const auto now = common::SteadyClock::now();
  const bool resting = now < accept_again_at_;
  std::array<pollfd, 3> polled{{{stop_signals_.get(), POLLIN, 0},
                                {resting ? -1 : listener_.socket.get(), POLLIN, 0},
                                {resting ? freed_.get() : -1, POLLIN, 0}}};
  int timeout = connections_.empty() ? -1 : static_cast<int>(join_interval.count());
  if (resting) {
    timeout = common::Deadline(accept_again_at_).poll_milliseconds();
  }
  ::poll(polled.data(), polled.size(), timeout);
  if (polled[2].revents != 0) {
    eventfd_t ignored = 0;
    ::eventfd_read(freed_.get(), &ignored);
    accept_again_at_ = now;
  }
  return polled[0].revents == 0;
}

void Server::accept_waiting(int most) {
  while (most > 0 && common::SteadyClock::now() >= accept_again_at_) {
    sockaddr_storage peer{};
    socklen_t size = sizeof peer;
    const bool by_address = addresses_.holds();
    common::UniqueFd socket(::accept4(listener_.socket.get(),
                                      by_address ? reinterpret_cast<sockaddr*>(&peer) : nullptr,
                                      by_address ? &size : nullptr, SOCK_CLOEXEC));
    if (socket) {
      --most;
      admit(std::move(socket), peer);
    } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      pause_accepting();
    } else if (errno != EINTR && errno != ECONNABORTED) {
      return;  // EAGAIN: none is left
    }
  }
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
  service_.counters.connections_accepted.add();
  try {
    if (auto address_place = find_place(peer)) {
      serve(socket, std::move(*address_place));
    } else {
      reject(std::move(socket));
    }
  } catch (const std::exception& error) {  // no thread, or no memory, is left
    service_.log.error(error.what());
    pause_accepting();
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

// Answered without a thread of its own: one reply into the empty send buffer, then a lingering
// close.
void Server::reject(common::UniqueFd socket) {
  core::Conversation conversation(worker_);
  conversation.reject();
  while (conversation.next() == core::Conversation::Next::send &&
         core::send_some(socket.get(), conversation) == core::IoResult::progress) {
  }
  lingerer_.adopt(std::move(socket));
}

void Server::pause_accepting() {
  service_.counters.accept_pauses.add();
  accept_again_at_ = common::SteadyClock::now() + accept_pause;
  const std::lock_guard lock(ended_mutex_);
  resting_ = true;
}

void Server::descriptor_freed() {
  const std::lock_guard lock(ended_mutex_);
  if (std::exchange(resting_, false)) {
    ::eventfd_write(freed_.get(), 1);
  }
}

void Server::ended(Connection& connection) {
  const std::lock_guard lock(ended_mutex_);
  connection.next_ended = std::exchange(ended_, &connection);
  if (std::exchange(resting_, false)) {
    ::eventfd_write(freed_.get(), 1);
  }
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
  accept_waiting(service_.options.backlog);  // who was let in by the kernel gets an answer
  listener_.socket.reset();
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
