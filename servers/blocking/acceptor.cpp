#include "servers/blocking/acceptor.hpp"

#include <sys/eventfd.h>

#include <algorithm>
#include <cerrno>
#include <exception>
#include <utility>

#include "common/error.hpp"
#include "servers/core/lifecycle.hpp"
#include "servers/core/socket_io.hpp"

namespace tiga::servers::blocking {
namespace {

common::UniqueFd make_wake_up() {
  common::UniqueFd fd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!fd) {
    common::throw_errno("cannot create an eventfd");
  }
  return fd;
}

}  // namespace

Acceptor::Acceptor(core::Service& service, core::Listener listener, Admit admit)
    : service_(service),
      listener_(std::move(listener)),
      admit_(std::move(admit)),
      stop_signals_(core::watch_stop_signals()),
      freed_(make_wake_up()) {}

bool Acceptor::wait(int milliseconds) { return wait(milliseconds, no_others_); }

bool Acceptor::wait(int milliseconds, std::vector<pollfd>& others) {
  const auto now = common::SteadyClock::now();
  const bool paused = now < accept_again_at_;
  polled_.assign({{stop_signals_.get(), POLLIN, 0},
                  {paused ? -1 : listener_.socket.get(), POLLIN, 0},
                  {paused ? freed_.get() : -1, POLLIN, 0}});
  polled_.insert(polled_.end(), others.begin(), others.end());
  if (paused) {
    const int left = common::Deadline(accept_again_at_).poll_milliseconds();
    milliseconds = milliseconds < 0 ? left : std::min(milliseconds, left);
  }
  ::poll(polled_.data(), polled_.size(), milliseconds);
  if (polled_[2].revents != 0) {
    eventfd_t ignored = 0;
    ::eventfd_read(freed_.get(), &ignored);
    accept_again_at_ = now;
  }
  std::copy(polled_.begin() + 3, polled_.end(), others.begin());
  return polled_[0].revents == 0;
}

void Acceptor::accept_waiting(int most) {
  const bool by_address = service_.options.max_connections_per_address > 0;
  while (most > 0 && common::SteadyClock::now() >= accept_again_at_) {
    sockaddr_storage peer{};
    socklen_t size = sizeof peer;
    common::UniqueFd socket(::accept4(listener_.socket.get(),
                                      by_address ? reinterpret_cast<sockaddr*>(&peer) : nullptr,
                                      by_address ? &size : nullptr, SOCK_CLOEXEC));
    if (socket) {
      --most;
      admit(std::move(socket), peer);
    } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      pause();
    } else if (errno != EINTR && errno != ECONNABORTED) {
      return;  // EAGAIN: the backlog is empty
    }
  }
}

void Acceptor::admit(common::UniqueFd socket, const sockaddr_storage& peer) {
  service_.counters.connections_accepted.add();
  try {
    admit_(std::move(socket), peer);
  } catch (const std::exception& error) {  // no thread, process or memory is left
    service_.log.error(error.what());
    pause();
  }
}

void Acceptor::close() {
  accept_waiting(service_.options.backlog);
  listener_.socket.reset();
}

void Acceptor::pause() {
  service_.counters.accept_pauses.add();
  accept_again_at_ = common::SteadyClock::now() + accept_pause;
  paused_ = true;
}

void Acceptor::descriptor_freed() {
  if (paused_ && paused_.exchange(false)) {
    ::eventfd_write(freed_.get(), 1);
  }
}

void answer_rejected(core::Worker& worker, int socket) {
  core::Conversation conversation(worker);
  conversation.reject();
  while (conversation.next() == core::Conversation::Next::send &&
         core::send_some(socket, conversation) == core::IoResult::progress) {
  }
}

}  // namespace tiga::servers::blocking
