#include "loadgen/run/slow_reader.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "loadgen/engine/sockets.hpp"

namespace tiga::loadgen::run {
namespace {

/// The segment size of Ethernet. With the 64 KiB of loopback the server's kernel would buffer
/// megabytes of a reply, and the server would have finished with a client that has read nothing.
constexpr int segment_bytes = 1460;
constexpr std::uint64_t least_window = 16 * 1024;
constexpr std::uint64_t most_window = 4 * 1024 * 1024;

int window_for(std::uint64_t bytes_per_second) {
  constexpr std::uint64_t turns_a_second = std::chrono::seconds(1) / SlowReader::turn;
  return static_cast<int>(
      std::clamp(2 * (bytes_per_second / turns_a_second), least_window, most_window));
}

bool nothing_yet() { return errno == EAGAIN || errno == EINTR; }

}  // namespace

void SlowReader::connect(const common::SocketAddress& target, common::TimePoint now) {
  target_ = target;
  socket_ = engine::open_socket(target_, source_, {}, SOCK_NONBLOCK);
  engine::set_option(socket_, IPPROTO_TCP, TCP_MAXSEG, segment_bytes);
  engine::set_option(socket_, SOL_SOCKET, SO_RCVBUF, window_for(facts_.slow_rate));
  last_turn_ = now;
  if (::connect(socket_.get(), target_.get(), target_.size) != 0 && errno != EINPROGRESS) {
    socket_.reset();
  }
}

void SlowReader::ask() {
  ++facts_.slow_requests;
  unsent_ = request_;
  reply_ = std::make_unique<verify::ReplyReader>(false, 0);
}

void SlowReader::take_turn(common::TimePoint now) {
  if (!socket_) {
    connect(target_, now);
    return;
  }
  // Bytes that were not available may be read in the next turn, not later: a rate without arrears.
  const auto rate = static_cast<double>(facts_.slow_rate);
  const double per_turn = rate * std::chrono::duration<double>(turn).count();
  allowance_ += rate * std::chrono::duration<double>(now - last_turn_).count();
  allowance_ = std::min(allowance_, std::max(2 * per_turn, 1.0));
  last_turn_ = now;
  if (!reply_) {
    ask();
  }
  if (send()) {
    receive(static_cast<std::size_t>(allowance_));
  }
}

/// Whether the request is sent; a connection that is not open yet accepts nothing.
bool SlowReader::send() {
  while (!unsent_.empty()) {
    const ssize_t sent = ::send(socket_.get(), unsent_.data(), unsent_.size(), MSG_NOSIGNAL);
    if (sent < 0) {
      if (!nothing_yet()) {
        ended(false, false);
      }
      return false;
    }
    unsent_.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void SlowReader::receive(std::size_t most) {
  std::array<char, 16 * 1024> buffer;
  while (most > 0 && reply_) {
    const ssize_t got = ::recv(socket_.get(), buffer.data(), std::min(most, buffer.size()), 0);
    if (got < 0 && nothing_yet()) {
      return;
    }
    if (got <= 0) {
      reply_->end_of_input();
      ended(got == 0 && reply_->state() == verify::ReplyReader::State::whole, false);
      return;
    }
    most -= static_cast<std::size_t>(got);
    allowance_ -= static_cast<double>(got);
    facts_.slow_bytes += static_cast<std::uint64_t>(got);
    received({buffer.data(), static_cast<std::size_t>(got)});
  }
}

void SlowReader::received(std::string_view bytes) {
  const std::size_t of_reply = reply_->read(bytes);
  if (reply_->state() != verify::ReplyReader::State::need_more) {
    const bool well =
        reply_->state() == verify::ReplyReader::State::whole && of_reply == bytes.size();
    ended(well, well && reply_->facts().persistent);
  }
}

/// The next request is sent in the next turn.
void SlowReader::ended(bool well, bool stays_open) {
  const bool good = well && reply_->facts().status / 100 == 2;
  ++(good ? facts_.slow_replies : facts_.slow_failures);
  reply_.reset();
  unsent_ = {};
  if (!stays_open) {
    socket_.reset();
  }
}

bool SlowReader::is_open() const {
  char byte = 0;
  return socket_ && (::recv(socket_.get(), &byte, 1, MSG_PEEK) > 0 || nothing_yet());
}

}  // namespace tiga::loadgen::run
