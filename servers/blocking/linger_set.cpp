#include "servers/blocking/linger_set.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <iterator>
#include <utility>

#include "servers/core/options.hpp"

namespace tiga::servers::blocking {
namespace {

constexpr std::size_t most_lingering = 1024;

// Reads and drops input; returns whether the peer may send more.
bool drop_input(int socket, std::size_t& bytes_left) {
  std::array<char, 4096> dropped;
  const ssize_t got = ::recv(socket, dropped.data(), dropped.size(), MSG_DONTWAIT);
  if (got <= 0) {
    return got < 0 && errno == EAGAIN;
  }
  bytes_left -= std::min(bytes_left, static_cast<std::size_t>(got));
  return bytes_left > 0;
}

}  // namespace

LingerSet::Lingering LingerSet::begin(common::UniqueFd socket) {
  ::shutdown(socket.get(), SHUT_WR);
  return {std::move(socket), common::SteadyClock::now() + core::linger_time, core::linger_bytes};
}

void LingerSet::add(std::vector<Lingering>& more) {
  std::move(more.begin(), more.end(), std::back_inserter(all_));
  more.clear();
  drop_oldest();
}

void LingerSet::add(common::UniqueFd socket) {
  all_.push_back(begin(std::move(socket)));
  drop_oldest();
}

void LingerSet::drop_oldest() {
  if (all_.size() > most_lingering) {
    all_.erase(all_.begin(), all_.end() - static_cast<std::ptrdiff_t>(most_lingering));
  }
}

void LingerSet::watch(std::vector<pollfd>& polled) const {
  for (const Lingering& one : all_) {
    polled.push_back({one.socket.get(), POLLIN, 0});
  }
}

// All linger for the same time, so the first ends first.
int LingerSet::poll_milliseconds() const {
  return all_.empty() ? -1 : common::Deadline(all_.front().until).poll_milliseconds();
}

std::size_t LingerSet::move_on(std::span<const pollfd> polled) {
  const common::TimePoint now = common::SteadyClock::now();
  std::size_t index = 0;
  return std::erase_if(all_, [&](Lingering& one) {
    const bool ready = polled[index++].revents != 0;
    return now >= one.until || (ready && !drop_input(one.socket.get(), one.bytes_left));
  });
}

void linger(common::UniqueFd socket) {
  LingerSet set;
  set.add(std::move(socket));
  std::vector<pollfd> polled;
  while (!set.empty()) {
    polled.clear();
    set.watch(polled);
    ::poll(polled.data(), polled.size(), set.poll_milliseconds());
    set.move_on(polled);
  }
}

}  // namespace tiga::servers::blocking
