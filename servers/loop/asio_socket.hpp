// A socket of the engine on Boost.Asio.
#pragma once

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <cstdint>

#include "servers/loop/asio_io.hpp"

namespace tiga::servers::loop {

/// Lives until its owner has released it and its last operation has ended.
class AsioSocket final : public Socket {
 public:
  AsioSocket(AsioIo& io, common::UniqueFd connected);

  int native_handle() const override;
  void receive(std::span<char> room, Done done) override;
  bool is_receiving() const override { return static_cast<bool>(receive_.done); }
  void cancel_receive() override;
  std::optional<std::size_t> send(std::string_view first, std::string_view second,
                                  bool more) override;
  void await_writable(Done done) override;
  bool awaits_writable() const override { return static_cast<bool>(write_.done); }
  void connect(const sockaddr* address, socklen_t size, Done done) override;
  void shutdown(int how) override;
  void close() override;

 private:
  /// Asio may already have queued the end of an operation that is cancelled: it is told by its
  /// number that nobody waits for it any more.
  struct Wait {
    Done done;
    std::uint32_t number = 0;
  };
  using Stream = asio::basic_stream_socket<asio::generic::stream_protocol, AsioIo::Executor>;
  using Self = boost::intrusive_ptr<AsioSocket>;

  ~AsioSocket() override = default;
  void release() override;
  bool assign(common::UniqueFd descriptor, int family);
  auto ending(Wait AsioSocket::*wait);
  void wait_to_write();

  friend void intrusive_ptr_add_ref(AsioSocket* socket) { ++socket->users_; }
  friend void intrusive_ptr_release(AsioSocket* socket) {
    if (--socket->users_ == 0) {
      delete socket;
    }
  }

  AsioIo& io_;
  Stream stream_;
  Wait receive_;
  Wait write_;          // or to be connected
  bool ended_ = false;  // the peer's direction
  int users_ = 0;
};

}  // namespace tiga::servers::loop
