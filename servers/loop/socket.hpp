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

/// Waits, without holding the thread: for octets, for room to send, for the peer's reset; one wait
/// of each kind at a time. Sending does not wait: send(2) to native_handle().
/// The loop is told of it when it has to be waited for, not before: where a client's one request
/// has come by the time it is accepted, its connection costs no epoll_ctl(2). Handlers are called
/// by the loop, never from within these functions; a closed socket calls none. A handler that will
/// not be called is destroyed by the loop, too. Who keeps a socket alive by its handlers closes it
/// before the loop ends. Its file must not be shared with another process. Not thread-safe.
class Socket : public boost::intrusive::list_base_hook<
                   boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  /// Called with what went wrong, if anything, and the octets received (by receive()).
  using Done = Handler<void(ErrorCode, std::size_t)>;

  /// `descriptor` must not block; it may be none. The reactor must outlive the socket.
  explicit Socket(Reactor& reactor, common::UniqueFd descriptor = {});
  ~Socket();
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  bool is_open() const { return static_cast<bool>(descriptor_); }
  int native_handle() const { return descriptor_.get(); }

  /// Receives something into `room`, which is not empty and must live until then; asio::error::eof
  /// at the end.
  void receive(std::span<char> room, Done done);
  bool is_receiving() const { return static_cast<bool>(received_); }
  /// Takes the receive under way back.
  void cancel_receive();
  /// Also called when the peer is gone, which sending then tells.
  void await_writable(Done done);
  void stop_awaiting_writable();
  bool awaits_writable() const { return static_cast<bool>(writable_); }
  /// Called at a reset, and when both directions have ended; a FIN of the peer alone is none.
  void await_hang_up(Done done);
  void stop_awaiting_hang_up();
  bool awaits_hang_up() const { return static_cast<bool>(hang_up_); }

  /// Begins to connect a descriptor of its own, in place of the one it has. `done`: how it went.
  void connect(const sockaddr* address, socklen_t size, Done done);

  /// Errors are of no use to who has done with it.
  void shutdown(int how);
  void close();
  /// close() will end it with a reset, so that the peer sees that something is missing.
  void reset_at_close();

 private:
  friend class Reactor;
  void wait();
  void fail(int error);
  void happened(std::uint32_t events);
  void try_to_receive();
  ErrorCode error() const;

  Reactor& reactor_;
  common::UniqueFd descriptor_;
  bool watched_ = false;
  bool readable_ = true;  // no read has come short since the last edge
  bool ended_ = false;    // the peer's direction: nothing new will wake us
  bool hung_up_ = false;
  bool connecting_ = false;
  int connect_error_ = 0;
  std::span<char> room_;
  Done received_;
  Done writable_;
  Done hang_up_;
};

}  // namespace tiga::servers::loop
