#include "servers/threaded/lingerer.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <new>
#include <utility>

#include "common/error.hpp"
#include "servers/core/options.hpp"

namespace tiga::servers::threaded {
namespace {

// Past this many the oldest is closed at once: lingering must not use up the descriptors.
constexpr std::size_t most_lingering = 1024;

// Reads and drops; whether the peer may send still more.
bool drop_input(int socket, std::size_t& octets_left) {
  std::array<char, 4096> dropped;
  const ssize_t got = ::recv(socket, dropped.data(), dropped.size(), MSG_DONTWAIT);
  if (got <= 0) {
    return got < 0 && errno == EAGAIN;
  }
  octets_left -= std::min(octets_left, static_cast<std::size_t>(got));
  return octets_left > 0;
}

}  // namespace

Lingerer::Lingerer(std::function<void()> closed)
    : closed_(std::move(closed)), wake_up_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (!wake_up_) {
    common::throw_errno("cannot create an eventfd");
  }
  const auto run_it = [](void* self) -> void* {
    while (!static_cast<Lingerer*>(self)->run()) {
    }
    return nullptr;
  };
  thread_ = Thread(run_it, this);
}

Lingerer::~Lingerer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake();
  thread_.join();
}

void Lingerer::wake() const { ::eventfd_write(wake_up_.get(), 1); }

void Lingerer::adopt(common::UniqueFd socket) {
  ::shutdown(socket.get(), SHUT_WR);
  {
    const std::lock_guard lock(mutex_);
    adopted_.push_back(
        {std::move(socket), common::SteadyClock::now() + core::linger_time, core::linger_octets});
  }
  wake();
}

// False when told to stop.
bool Lingerer::take_adopted(std::vector<Lingering>& lingering) {
  const std::lock_guard lock(mutex_);
  std::move(adopted_.begin(), adopted_.end(), std::back_inserter(lingering));
  adopted_.clear();
  if (lingering.size() > most_lingering) {
    lingering.erase(lingering.begin(),
                    lingering.end() - static_cast<std::ptrdiff_t>(most_lingering));
  }
  return !stopping_;
}

// Until told to stop. False where memory ran out: those that lingered are closed then.
bool Lingerer::run() try {
  std::vector<Lingering> lingering;
  std::vector<pollfd> polled;
  while (take_adopted(lingering)) {
    polled.assign(1, {wake_up_.get(), POLLIN, 0});
    for (const Lingering& one : lingering) {
      polled.push_back({one.socket.get(), POLLIN, 0});
    }
    // All linger for the same time, so the first has the earliest end.
    const int wait =
        lingering.empty() ? -1 : common::Deadline(lingering.front().until).poll_milliseconds();
    ::poll(polled.data(), polled.size(), wait);
    eventfd_t ignored = 0;
    ::eventfd_read(wake_up_.get(), &ignored);
    const common::TimePoint now = common::SteadyClock::now();
    std::size_t index = 0;
    const std::size_t closed = std::erase_if(lingering, [&](Lingering& one) {
      const bool ready = polled[++index].revents != 0;
      return now >= one.until || (ready && !drop_input(one.socket.get(), one.octets_left));
    });
    if (closed > 0) {
      closed_();
    }
  }
  return true;
} catch (const std::bad_alloc&) {
  return false;
}

}  // namespace tiga::servers::threaded
