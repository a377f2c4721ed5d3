// One connection to a backend.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "http/response_parser.hpp"
#include "servers/balancer/addresses.hpp"
#include "servers/core/read_buffer.hpp"
#include "servers/loop/io.hpp"

namespace tiga::servers::balancer {

class Backend;

enum class UpstreamFailure : std::uint8_t {
  refused,  ///< no address accepted a connection
  no_port,  ///< no local port or descriptor is left: not the backend's fault
  closed,   ///< it closed
  broken,   ///< it was reset
};

/// A socket to a backend and its input. While it is pooled a receive stays pending, so that its end
/// is seen before it is reused. Not thread-safe.
class Upstream : public std::enable_shared_from_this<Upstream> {
 public:
  /// The user of the connection; called from the event loop, never from inside a call that it
  /// makes.
  class User {
   public:
    virtual void upstream_connected() = 0;
    virtual void upstream_received() = 0;
    virtual void upstream_writable() = 0;
    virtual void upstream_failed(UpstreamFailure failure) = 0;

   protected:
    ~User() = default;
  };

  Upstream(loop::Io& io, Backend& backend, const http::Limits& limits);

  Backend& backend() { return backend_; }
  bool reused() const { return reused_; }
  core::ReadBuffer& input() { return input_; }
  http::ResponseParser& parser() { return parser_; }

  /// Keeps its user alive until return_to_pool() or close().
  void attach(std::shared_ptr<User> user) { user_ = std::move(user); }
  /// Whether no input, not even an end, has arrived; while it is pooled.
  bool is_quiet() { return socket_->is_quiet(); }
  /// Continues as a pooled connection.
  void return_to_pool();

  /// Tries the backend's addresses, one after the other, until one accepts.
  void connect();
  bool is_connecting() const { return connecting_; }
  /// Gives up the address that is being tried, unless it is the last one.
  void connect_elsewhere();
  /// The addresses tried, the current one, and what failed.
  const AddressWalk& addresses() const { return walk_; }

  /// Sends what the kernel accepts now, perhaps nothing; `nullopt` if the connection is broken.
  /// Input that came before that can still be received.
  std::optional<std::size_t> send(std::string_view bytes) { return socket_->send(bytes); }
  void await_writable();
  /// Starts a receive unless one is pending, or it is still connecting.
  void receive();
  /// Closes it; its user gets no further calls.
  void close();

 private:
  void connect_to_current();
  void on_connected(loop::ErrorCode error);
  void on_received(loop::ErrorCode error, std::size_t bytes);

  Backend& backend_;
  AddressWalk walk_;
  loop::SocketPtr socket_;
  core::ReadBuffer input_;
  http::ResponseParser parser_;
  std::shared_ptr<User> user_;
  bool connecting_ = false;
  bool reused_ = false;
};

}  // namespace tiga::servers::balancer
