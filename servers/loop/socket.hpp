// A stream socket on an event loop.
#pragma once

#include <sys/socket.h>

#include <boost/asio/error.hpp>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "servers/core/socket_io.hpp"
#include "servers/loop/handler.hpp"

namespace tiga::servers::loop {

namespace asio = boost::asio;
using ErrorCode = boost::system::error_code;

/// Receives, sends and waits without blocking the thread; one receive and one wait to send at a
/// time. The loop calls handlers, never these functions; a closed socket calls none. If handlers
/// own the socket, close it before the loop ends. Not thread-safe.
class Socket {
 public:
  /// Called with an error, if any, and the number of bytes received (by receive()).
  using Done = Handler<void(ErrorCode, std::size_t)>;

  /// Closes it; what waits in the kernel may keep it a little longer.
  struct Release {
    void operator()(Socket* socket) const { socket->release(); }
  };

  Socket() = default;
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  bool is_open() const { return native_handle() >= 0; }
  /// -1 if it is closed. For what only asks or sets (getsockopt(2)), and for sendfile(2) after
  /// flush().
  virtual int native_handle() const = 0;

  /// Receives into `room`, which is not empty and must live until then; asio::error::eof at the
  /// end.
  virtual void receive(std::span<char> room, Done done) = 0;
  virtual bool is_receiving() const = 0;
  /// Whether nothing, not even an end of input, has arrived for the pending receive.
  virtual bool is_quiet() const;
  /// Cancels the pending receive.
  virtual void cancel_receive() = 0;

  /// Takes what can be taken now from the front of `first` and then `second`; 0: nothing, wait
  /// until it is writable; `nullopt`: the connection is broken. `more`: more will follow at once.
  virtual std::optional<std::size_t> send(std::string_view first, std::string_view second = {},
                                          bool more = false) = 0;
  /// Passes what send() has taken to the kernel. False if not all could be: wait until it is
  /// writable.
  virtual bool flush() { return true; }
  /// Also called when the peer is gone; the next send reports that.
  virtual void await_writable(Done done) = 0;
  virtual bool awaits_writable() const = 0;
  /// Whether it was reset, or both directions have ended; not after a FIN of the peer alone.
  bool has_hung_up() const;

  /// Starts to connect a new descriptor, which replaces the current one. `done` receives the
  /// result.
  virtual void connect(const sockaddr* address, socklen_t size, Done done) = 0;

  /// After what send() has taken. Errors are ignored: the caller is done with the socket.
  virtual void shutdown(int how) = 0;
  virtual void close() = 0;
  /// Makes close() send a reset, so that the peer sees that data is missing.
  void reset_at_close();
  bool resets_at_close() const { return resets_at_close_; }

  /// Reads and drops input, through `room`, until the peer ends, the connection breaks, or `most`
  /// bytes have come; then calls `done`. Nothing else may be waited for meanwhile.
  void drop_input(std::span<char> room, std::size_t most, Done done);

 protected:
  virtual ~Socket() = default;
  virtual void release() = 0;
  /// Called when enough input was dropped.
  Done& dropped() { return dropped_; }

 private:
  void drop_more(std::span<char> room, std::size_t left);

  Done dropped_;
  bool resets_at_close_ = false;
};

using SocketPtr = std::unique_ptr<Socket, Socket::Release>;

/// Sends what a conversation has to send and the socket takes now.
core::IoResult send_some(Socket& socket, core::Conversation& conversation);

/// One send(2) or sendmsg(2) on a socket, without waiting; as Socket::send().
std::optional<std::size_t> send_now(int socket, std::string_view first, std::string_view second,
                                    bool more);

}  // namespace tiga::servers::loop
