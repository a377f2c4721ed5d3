#include "suite/hosts/line.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "common/endpoint.hpp"

namespace tiga::suite::hosts {
namespace {

constexpr std::size_t bytes_at_once = 16384;

// A socket that is not TCP's refuses the last two, and needs neither.
void set_options(int socket) {
  ::fcntl(socket, F_SETFL, ::fcntl(socket, F_GETFL) | O_NONBLOCK);
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  const auto limit = static_cast<unsigned>(std::chrono::milliseconds(longest_silence).count());
  ::setsockopt(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, &limit, sizeof limit);
}

std::string peer_of(int socket) {
  common::SocketAddress address;
  address.size = sizeof address.storage;
  ::getpeername(socket, reinterpret_cast<sockaddr*>(&address.storage), &address.size);
  return address.to_string();
}

double seconds_of(common::Nanoseconds span) { return std::chrono::duration<double>(span).count(); }

}  // namespace

Line::Line(common::UniqueFd socket, std::size_t most)
    : socket_(std::move(socket)), reader_(most), peer_(peer_of(socket_.get())) {
  set_options(socket_.get());
}

void Line::send(std::string_view message) { send_bytes(frame(message)); }

std::optional<std::string> Line::receive(common::Deadline deadline) {
  while (true) {
    take_in();
    if (next_) {
      std::optional<std::string> message = std::exchange(next_, std::nullopt);
      find_next();
      return message;
    }
    throw_if_lost();
    beat_if_due();
    if (deadline.passed()) {
      return std::nullopt;
    }
    wait(POLLIN, std::min({deadline.at(), sent_ + time_between_beats, heard_ + longest_silence_}));
  }
}

void Line::tend() {
  take_in();
  throw_if_lost();
  if (end_.empty()) {
    beat_if_due();
  }
}

void Line::take_in() {
  read_all();
  find_next();
}

void Line::read_all() {
  std::array<char, bytes_at_once> chunk{};
  while (end_.empty()) {
    const ssize_t got = ::recv(socket_.get(), chunk.data(), chunk.size(), 0);
    if (got > 0) {
      heard_ = common::SteadyClock::now();
      reader_.feed({chunk.data(), static_cast<std::size_t>(got)});
    } else if (got == 0) {
      end_ = "it closed the connection";
    } else if (errno == EAGAIN) {
      return;
    } else if (errno != EINTR) {
      end_ = std::strerror(errno);
    }
  }
}

// Empty messages are signs of life.
void Line::find_next() {
  try {
    while (!next_ || next_->empty()) {
      next_ = reader_.next();
      if (!next_) {
        return;
      }
    }
  } catch (const FrameTooLong& problem) {
    end_ = fmt::format("it sent what is no message: {}", problem.what());
    reader_ = FrameReader();
  }
}

void Line::throw_if_lost() const {
  if (next_) {
    return;
  }
  if (!end_.empty()) {
    throw LineLost(end_);
  }
  if (common::SteadyClock::now() - heard_ >= longest_silence_) {
    throw LineLost(fmt::format("nothing came from it for {} s", seconds_of(longest_silence_)));
  }
}

void Line::beat_if_due() {
  if (common::SteadyClock::now() - sent_ >= time_between_beats) {
    send_bytes(frame(""));
  }
}

void Line::send_bytes(std::string_view bytes) {
  common::TimePoint limit = common::SteadyClock::now() + longest_silence;
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    const common::TimePoint now = common::SteadyClock::now();
    if (sent > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
      limit = now + longest_silence;
    } else if (errno == EAGAIN) {
      if (now >= limit) {
        throw LineLost(fmt::format("it took nothing for {} s", seconds_of(longest_silence)));
      }
      wait(POLLIN | POLLOUT, limit);
      read_all();
      if (!end_.empty()) {
        throw LineLost(end_);
      }
    } else if (errno != EINTR) {
      throw LineLost(std::strerror(errno));
    }
  }
  sent_ = common::SteadyClock::now();
}

void Line::wait(short events, common::TimePoint until) const {
  pollfd watched{socket_.get(), events, 0};
  ::poll(&watched, 1, common::Deadline(until).poll_milliseconds());
}

}  // namespace tiga::suite::hosts
