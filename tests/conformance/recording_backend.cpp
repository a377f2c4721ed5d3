#include "tests/conformance/recording_backend.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <string_view>
#include <utility>

#include "common/endpoint.hpp"

namespace tiga::conformance {
namespace {

constexpr std::chrono::seconds time_to_end{10};

void send_reply(int socket, bool to_head) {
  const std::string reply =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" + std::string(to_head ? "" : "ok");
  ::send(socket, reply.data(), reply.size(), MSG_NOSIGNAL);  // small enough for any buffer
}

}  // namespace

RecordingBackend::RecordingBackend()
    : listener_(common::listen_on_loopback(0, 64, SOCK_NONBLOCK)),
      port_(common::port_of(listener_)) {}

void RecordingBackend::take_turn() {
  for (;;) {
    common::UniqueFd socket(
        ::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (!socket) {
      break;
    }
    connections_.push_back({std::move(socket), {}, false});
  }
  for (Connection& connection : connections_) {
    while (receive(connection)) {
      answer(connection);
    }
  }
}

// Whether something came.
bool RecordingBackend::receive(Connection& connection) {
  std::array<char, 65536> chunk{};
  if (connection.ended) {
    return false;
  }
  const ssize_t got = ::recv(connection.socket.get(), chunk.data(), chunk.size(), 0);
  if (got > 0) {
    connection.unread.append(chunk.data(), static_cast<std::size_t>(got));
    return true;
  }
  connection.ended = got == 0 || (errno != EAGAIN && errno != EINTR);
  return false;
}

void RecordingBackend::answer(Connection& connection) {
  std::size_t taken = 0;
  for (const PlainRequest& request : read_requests_plainly(connection.unread)) {
    if (request.result == PlainMessage::Result::accepted) {
      requests_.push_back(connection.unread.substr(taken, request.end - taken));
      taken = request.end;
      send_reply(connection.socket.get(), request.method == "HEAD");
    }
  }
  connection.unread.erase(0, taken);
}

bool RecordingBackend::awaits_an_end() const {
  for (const Connection& connection : connections_) {
    if (!connection.unread.empty() && !connection.ended) {
      return true;
    }
  }
  return false;
}

Recorded RecordingBackend::take() {
  const auto deadline = common::Deadline::after(time_to_end);
  take_turn();
  while (awaits_an_end() && !deadline.passed()) {
    ::poll(nullptr, 0, 1);
    take_turn();
  }
  Recorded recorded{std::exchange(requests_, {}), {}};
  for (Connection& connection : connections_) {
    if (!connection.unread.empty()) {
      recorded.rest.push_back(std::exchange(connection.unread, {}));
    }
  }
  connections_.remove_if([](const Connection& connection) { return connection.ended; });
  return recorded;
}

}  // namespace tiga::conformance
