#include "tests/servers/manual_backend.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>

#include "common/endpoint.hpp"
#include "common/error.hpp"

namespace tiga::tests {
namespace {

bool readable(int socket, const common::Deadline& deadline) {
  pollfd asked{socket, POLLIN, 0};
  return ::poll(&asked, 1, deadline.poll_milliseconds()) == 1;
}

}  // namespace

std::string Peer::read_head() {
  const auto deadline = common::Deadline::after(limit);
  std::string head;
  char byte = 0;
  while (!head.ends_with("\r\n\r\n") && readable(socket_.get(), deadline) &&
         ::recv(socket_.get(), &byte, 1, 0) == 1) {
    head += byte;
  }
  return head;
}

std::string Peer::read(std::size_t count) {
  const auto deadline = common::Deadline::after(limit);
  std::string bytes;
  std::array<char, 4096> chunk;
  while (bytes.size() < count && readable(socket_.get(), deadline)) {
    const std::size_t most = std::min(chunk.size(), count - bytes.size());
    const ssize_t got = ::recv(socket_.get(), chunk.data(), most, 0);
    if (got <= 0) {
      break;
    }
    bytes.append(chunk.data(), static_cast<std::size_t>(got));
  }
  return bytes;
}

bool Peer::has_input() const { return readable(socket_.get(), common::Deadline::after(limit)); }

void Peer::send(std::string_view bytes) const {
  if (::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) !=
      static_cast<ssize_t>(bytes.size())) {
    common::throw_errno("the backend cannot send");
  }
}

std::string Peer::answer(std::string_view content) {
  std::string head = read_head();
  send(ok_reply(content));
  return head;
}

bool Peer::ends(common::Nanoseconds span) const {
  const auto deadline = common::Deadline::after(span);
  std::array<char, 4096> dropped;
  while (readable(socket_.get(), deadline)) {
    if (::recv(socket_.get(), dropped.data(), dropped.size(), 0) <= 0) {
      return true;
    }
  }
  return false;
}

ManualBackend::ManualBackend()
    : listener_(common::listen_on_loopback(0, 64)), port_(common::port_of(listener_)) {}

Peer ManualBackend::accept() const {
  if (!asked(Peer::limit)) {
    throw common::CannotRun("the balancer did not connect to " + endpoint());
  }
  return Peer(common::UniqueFd(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC)));
}

bool ManualBackend::asked(common::Nanoseconds span) const {
  return readable(listener_.get(), common::Deadline::after(span));
}

std::string ok_reply(std::string_view content) {
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(content.size()) + "\r\n\r\n" +
         std::string(content);
}

}  // namespace tiga::tests
