#include "autopsy/server.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <ctime>

#include "common/endpoint.hpp"
#include "common/error.hpp"
#include "common/files.hpp"
#include "common/stop_signals.hpp"

namespace tiga::autopsy {
namespace {

using common::UniqueFd;

[[noreturn]] void leave(int) { ::_exit(0); }

}  // namespace

void say_ready(const UniqueFd& listener) {
  common::raise_descriptor_limit();
  common::print(fmt::format("listening on 127.0.0.1:{}\n", common::port_of(listener)));
}

UniqueFd accept_client(const UniqueFd& listener) {
  UniqueFd client;
  while (!client) {
    client.reset(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
  }
  const timeval patience{.tv_sec = 5, .tv_usec = 0};
  ::setsockopt(client.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(client.get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  return client;
}

void serve_one_by_one(const UniqueFd& listener, const std::function<void(const UniqueFd&)>& serve) {
  common::handle_stop_signals(leave);
  say_ready(listener);
  for (;;) {
    serve(accept_client(listener));
  }
}

std::string receive_request(const UniqueFd& client) {
  std::string request;
  std::array<char, 4096> buffer{};
  while (request.find("\r\n\r\n") == std::string::npos) {
    const ssize_t got = ::recv(client.get(), buffer.data(), buffer.size(), 0);
    if (got <= 0) {
      break;
    }
    request.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return request;
}

bool send_all(const UniqueFd& peer, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(peer.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::string now_as(const char* format) {
  return fmt::format(fmt::runtime(format), fmt::gmtime(std::time(nullptr)));
}

std::string good_reply() {
  return "HTTP/1.1 200 OK\r\nDate: " + now_as("{:%a, %d %b %Y %H:%M:%S GMT}") +
         "\r\nContent-Type: text/html\r\nContent-Length: 3\r\nConnection: close\r\n\r\nOK\n";
}

}  // namespace tiga::autopsy
