// A server that misbehaves just as a test says: blocking sockets, a thread for each connection.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
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
  /// Reads `count` bytes of content and drops them; gives how many came before the client closed.
  std::size_t read_bytes(std::size_t count);
  /// False where the client has gone; its count tells.
  bool send(std::string_view bytes);
  /// One byte at a time, each in a segment of its own, with a pause behind each.
  void drip(std::string_view bytes, std::chrono::milliseconds pause);
  /// Sends the bytes and the end of the stream in one segment, so that the client sees both at
  /// once.
  void send_and_close(std::string_view bytes);
  /// Ends the stream to the client, but goes on reading.
  void finish_sending();
  /// Closes; where the client's bytes have all been read, it sees an orderly end.
  void close();
  /// Closes with a reset.
  void reset();
  /// Does nothing until the client closes.
  void hang();
  /// Whether the connection is to stand after the last request: by its version, unless its
  /// Connection field says otherwise.
  bool wants_keep_alive() const { return keep_alive_; }
  /// The line that a reply needs in its head where wants_keep_alive() is not what the request's
  /// version implies; else empty.
  std::string_view connection_field() const;

 private:
  void understand(std::string head);
  bool receive();

  common::UniqueFd socket_;
  std::string unread_;
  bool keep_alive_ = false;
  bool http_1_1_ = false;
};

/// Listens on a free port. Connections get numbers from 0 in the order in which they are accepted.
class RogueServer {
 public:
  /// Serves one connection; when it returns, the connection is closed.
  using Behaviour = std::function<void(Visitor& visitor, int connection)>;

  /// `address`: "127.0.0.1" or "::1". Throws CannotRun.
  explicit RogueServer(Behaviour behaviour, const std::string& address = "127.0.0.1");
  ~RogueServer();

  std::uint16_t port() const { return port_; }
  std::string url(const std::string& host = "127.0.0.1") const {
    return "http://" + host + ":" + std::to_string(port_) + "/";
  }
  int connections() const { return connections_; }
  /// Connections are refused from now on. May be called by behaviour.
  void stop_listening();

 private:
  /// A connection and the thread that serves it.
  struct Service {
    std::atomic<bool> done{false};
    std::jthread thread;  // the last member: it is joined before `done` goes
  };

  void accept_all();
  void serve(int socket);

  const Behaviour behaviour_;
  common::UniqueFd listener_;
  std::uint16_t port_ = 0;
  std::atomic<int> connections_{0};
  std::list<Service> services_;  // of acceptor_'s thread, while it runs
  std::jthread acceptor_;
};

/// Answers each request with behaviour of its own; requests get numbers from 0 in the order in
/// which they are read. What `reply` returns says whether the connection stands.
RogueServer::Behaviour by_request(std::function<bool(Visitor& visitor, int request)> reply);

}  // namespace tiga::tests
