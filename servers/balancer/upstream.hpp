// One connection to a backend.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "common/endpoint.hpp"
#include "http/response_parser.hpp"
#include "servers/core/read_buffer.hpp"
#include "servers/loop/socket.hpp"

namespace tiga::servers::balancer {

class Backend;

enum class UpstreamFailure : std::uint8_t {
  refused,  ///< no connection came about
  no_port,  ///< no local port or descriptor was left: not the backend's fault
  closed,   ///< it closed
  broken,   ///< it was reset
};

/// Whether a connection failed for want of a local port, a descriptor or memory.
bool is_exhaustion(const loop::ErrorCode& error);

/// A socket to a backend with what is read from it. While it is pooled a receive stays under way,
/// so that its end is seen before it is used again. Not thread-safe.
class Upstream : public std::enable_shared_from_this<Upstream> {
 public:
  /// Whoever uses the connection; told from the event loop, never from inside a call that it makes.
  class User {
   public:
    virtual void upstream_connected() = 0;
    virtual void upstream_received() = 0;
    virtual void upstream_writable() = 0;
    virtual void upstream_failed(UpstreamFailure failure) = 0;

   protected:
    ~User() = default;
  };

  Upstream(loop::Reactor& reactor, Backend& backend, const http::Limits& limits);

  Backend& backend() { return backend_; }
  bool reused() const { return reused_; }
  core::ReadBuffer& input() { return input_; }
  http::ResponseParser& parser() { return parser_; }

  /// Keeps its user alive until rest() or close().
  void attach(std::shared_ptr<User> user) { user_ = std::move(user); }
  /// Asks the kernel whether nothing has come, not even an end.
  bool quiet();
  /// Goes on as a pooled connection.
  void rest();
  void connect(const common::SocketAddress& address);
  /// Sends what the kernel takes now, perhaps nothing; none when the connection is broken.
  std::optional<std::size_t> send(std::string_view octets);
  void await_writable();
  /// Receives once more, unless that is under way already.
  void receive();
  /// Ends it; its user is told nothing any more.
  void close();

 private:
  void on_received(loop::ErrorCode error, std::size_t octets);

  Backend& backend_;
  loop::Socket socket_;
  core::ReadBuffer input_;
  http::ResponseParser parser_;
  std::shared_ptr<User> user_;
  bool reused_ = false;
};

}  // namespace tiga::servers::balancer
