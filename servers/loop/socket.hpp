// A stream socket on the event loop.
#pragma once

#include <sys/socket.h>

#include <boost/intrusive/list_hook.hpp>
#include <cstdint>
#include <span>

#include "common/unique_fd.hpp"
#include "servers/loop/asio.hpp"
#include "servers/loop/handler.hpp"

namespace tiga::servers::loop {

class Reactor;

/// Waits, without blocking the thread, for input, for room to send, and for a hang-up; one wait of
/// each kind at a time. Sending does not wait: use send(2) on native_handle().
/// The socket is registered with epoll only when it first has to wait: a connection whose only
/// request arrived before accept() costs no epoll_ctl(2). The loop calls handlers, never these
/// functions; a closed socket calls none. Handlers that will not be called are destroyed by the
/// loop. If handlers own the socket, close it before the loop ends. Its file must not be shared
/// with another process. Not thread-safe.
class Socket : public boost::intrusive::list_base_hook<
                   boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  /// Called with an error, if any, and the number of bytes received (by receive()).
  using Done = Handler<void(ErrorCode, std::size_t)>;

  /// `descriptor` must be non-blocking; it may be empty. The reactor must outlive the socket.
  explicit Socket(Reactor& reactor, common::UniqueFd descriptor = {});
  ~Socket();
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  bool is_open() const { return static_cast<bool>(descriptor_); }
  int native_handle() const { return descriptor_.get(); }

  /// Receives into `room`, which is not empty and must live until then; asio::error::eof at the
  /// end.
  void receive(std::span<char> room, Done done);
  bool is_receiving() const { return static_cast<bool>(received_); }
  /// Cancels the pending receive.
  void cancel_receive();
  /// Also called when the peer is gone; the next send reports that.
  void await_writable(Done done);
  void stop_awaiting_writable();
  bool awaits_writable() const { return static_cast<bool>(writable_); }
  /// Called at a reset, and when both directions have ended; not at a FIN of the peer alone.
  void await_hang_up(Done done);
  void stop_awaiting_hang_up();
  bool awaits_hang_up() const { return static_cast<bool>(hang_up_); }

  /// Reads and drops input, through `room`, until the peer ends, the connection breaks, or `most`
  /// bytes have come; then calls `done`. Nothing else may be waited for meanwhile.
  void drop_input(std::span<char> room, std::size_t most, Done done);

  /// Starts to connect a new descriptor, which replaces the current one. `done` receives the
  /// result.
  void connect(const sockaddr* address, socklen_t size, Done done);

  /// Errors are ignored: the caller is done with the socket.
  void shutdown(int how);
  void close();
  /// Makes close() send a reset, so that the peer sees that data is missing.
  void reset_at_close();

 private:
  friend class Reactor;
  void wait();
  void fail(int error);
  void on_events(std::uint32_t events);
  void try_to_receive();
  void drop_more(std::span<char> room, std::size_t left);
  ErrorCode error() const;

  Reactor& reactor_;
  common::UniqueFd descriptor_;
  bool watched_ = false;
  bool readable_ = true;  // no read was short since the last edge
  bool ended_ = false;    // the peer's direction has ended: no further edge will come
  bool hung_up_ = false;
  bool connecting_ = false;
  int connect_error_ = 0;
  std::span<char> room_;
  Done received_;
  Done writable_;
  Done hang_up_;
};

}  // namespace tiga::servers::loop
