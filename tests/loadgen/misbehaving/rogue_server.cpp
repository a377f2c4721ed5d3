#include "tests/loadgen/misbehaving/rogue_server.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <memory>

#include "common/endpoint.hpp"
#include "common/error.hpp"

namespace tiga::tests {
namespace {

void set(int socket, int level, int option, int value) {
  ::setsockopt(socket, level, option, &value, sizeof value);
}

}  // namespace

bool Visitor::read_request() {
  constexpr std::string_view head_end = "\r\n\r\n";
  for (;;) {
    const std::size_t end = unread_.find(head_end);
    if (end != std::string::npos) {
      understand(unread_.substr(0, end + 2));
      unread_.erase(0, end + head_end.size());
      return true;
    }
    if (!receive()) {
      return false;
    }
  }
}

void Visitor::understand(std::string head) {
  std::transform(head.begin(), head.end(), head.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  http_1_1_ = head.find(" http/1.1\r\n") != std::string::npos;
  keep_alive_ = http_1_1_ ? head.find("\r\nconnection: close\r\n") == std::string::npos
                          : head.find("\r\nconnection: keep-alive\r\n") != std::string::npos;
}

std::string_view Visitor::connection_field() const {
  if (http_1_1_ == keep_alive_) {
    return "";
  }
  return keep_alive_ ? "Connection: keep-alive\r\n" : "Connection: close\r\n";
}

std::size_t Visitor::read_bytes(std::size_t count) {
  std::size_t done = 0;
  for (;;) {
    const std::size_t here = std::min(count - done, unread_.size());
    unread_.erase(0, here);
    done += here;
    if (done == count || !receive()) {
      return done;
    }
  }
}

bool Visitor::receive() {
  std::array<char, 65536> buffer;
  const ssize_t count = ::recv(socket_.get(), buffer.data(), buffer.size(), 0);
  if (count <= 0) {
    return false;
  }
  unread_.append(buffer.data(), static_cast<std::size_t>(count));
  return true;
}

bool Visitor::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count < 0) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

void Visitor::drip(std::string_view bytes, std::chrono::milliseconds pause) {
  set(socket_.get(), IPPROTO_TCP, TCP_NODELAY, 1);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    send(bytes.substr(at, 1));
    std::this_thread::sleep_for(pause);
  }
}

void Visitor::send_and_close(std::string_view bytes) {
  set(socket_.get(), IPPROTO_TCP, TCP_CORK, 1);
  send(bytes);
  close();
}

void Visitor::finish_sending() { ::shutdown(socket_.get(), SHUT_WR); }

void Visitor::close() { socket_.reset(); }

void Visitor::reset() {
  const linger at_once{1, 0};
  ::setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  socket_.reset();
}

void Visitor::hang() {
  std::array<char, 256> buffer;
  while (::recv(socket_.get(), buffer.data(), buffer.size(), 0) > 0) {
  }
}

RogueServer::RogueServer(Behaviour behaviour, const std::string& address)
    : behaviour_(std::move(behaviour)) {
  // A client of Visitor::reset may still hold the connection when the next test takes the port.
  common::Endpoint any{address, 1};
  common::SocketAddress bound = common::resolve(any).front();
  if (bound.family() == AF_INET6) {
    reinterpret_cast<sockaddr_in6*>(&bound.storage)->sin6_port = 0;
  } else {
    reinterpret_cast<sockaddr_in*>(&bound.storage)->sin_port = 0;
  }
  listener_.reset(::socket(bound.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!listener_ || ::bind(listener_.get(), bound.get(), bound.size) != 0 ||
      ::listen(listener_.get(), 1024) != 0) {
    common::throw_errno("cannot listen on " + address);
  }
  bound.size = sizeof bound.storage;
  ::getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&bound.storage), &bound.size);
  port_ =
      ntohs(bound.family() == AF_INET6 ? reinterpret_cast<sockaddr_in6*>(&bound.storage)->sin6_port
                                       : reinterpret_cast<sockaddr_in*>(&bound.storage)->sin_port);
  acceptor_ = std::jthread([this] { accept_all(); });
}

RogueServer::~RogueServer() {
  stop_listening();
  acceptor_.join();
  services_.clear();  // joins: clients have closed by now, or their test is wrong
}

void RogueServer::stop_listening() { ::shutdown(listener_.get(), SHUT_RDWR); }

void RogueServer::accept_all() {
  for (;;) {
    const int socket = ::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) {
      return;
    }
    // Those that are over give back their threads, however many connections there will be.
    services_.remove_if([](const Service& service) { return service.done.load(); });
    serve(socket);
  }
}

void RogueServer::serve(int socket) {
  Service& service = services_.emplace_back();
  service.thread = std::jthread([this, &service, socket, number = connections_++] {
    {
      Visitor visitor(socket);
      behaviour_(visitor, number);
    }
    service.done = true;
  });
}

RogueServer::Behaviour by_request(std::function<bool(Visitor& visitor, int request)> reply) {
  const auto next = std::make_shared<std::atomic<int>>(0);
  return [reply = std::move(reply), next](Visitor& visitor, int) {
    while (visitor.read_request() && reply(visitor, (*next)++)) {
    }
  };
}

}  // namespace tiga::tests
