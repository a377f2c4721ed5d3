// A server that misbehaves just as a test says: blocking sockets, a thread for each connection.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "common/unique_fd.hpp"

namespace tiga::tests {

/// The server's end of one connection.
class Visitor {
 public:
  /// Owns `socket`.
  explicit Visitor(int socket) : socket_(socket) {}

  /// Reads one request head: true. False where the client has closed instead.
  bool read_request();
  /// Reads `count` octets of content and drops them; gives how many came before the client closed.
  std::size_t read_octets(std::size_t count);
  void send(std::string_view octets);
  /// One octet at a time, each in a segment of its own.
  void drip(std::string_view octets);
  /// Sends the octets and the end of the stream in one segment, so that the client sees both at
  /// once.
  void send_and_close(std::string_view octets);
  /// Ends the stream to the client, but goes on reading.
  void finish_sending();
  /// Closes; where the client's octets have all been read, it sees an orderly end.
  void close();
  /// Closes with a reset.
  void reset();
  /// Does nothing until the client closes.
  void hang();
  /// Whether the last request asked for HTTP/1.1, that is, for a connection that stands.
  bool wants_keep_alive() const { return keep_alive_; }

 private:
  bool receive();

  common::UniqueFd socket_;
  std::string unread_;
  bool keep_alive_ = false;
};

/// Listens on a free port. Connections get numbers from 0 in the order in which they are accepted.
class RogueServer {
 public:
  /// Serves one connection; when it returns, the connection is closed.
  using Manners = std::function<void(Visitor& visitor, int connection)>;

  /// `address`: "127.0.0.1" or "::1". Throws CannotRun.
  explicit RogueServer(Manners manners, const std::string& address = "127.0.0.1");
  ~RogueServer();

  std::uint16_t port() const { return port_; }
  std::string url(const std::string& host = "127.0.0.1") const {
    return "http://" + host + ":" + std::to_string(port_) + "/";
  }
  int connections() const { return connections_; }
  /// Connections are refused from now on. May be called by manners.
  void stop_listening();

 private:
  void accept_all();

  const Manners manners_;
  common::UniqueFd listener_;
  std::uint16_t port_ = 0;
  std::atomic<int> connections_{0};
  std::mutex mutex_;
  std::list<std::jthread> threads_;  // of connections; guarded by mutex_
  std::jthread acceptor_;
};

/// Answers each request with manners of its own; requests get numbers from 0 in the order in which
/// they are read. What `reply` returns says whether the connection stands.
RogueServer::Manners by_request(std::function<bool(Visitor& visitor, int request)> reply);

}  // namespace tiga::tests
