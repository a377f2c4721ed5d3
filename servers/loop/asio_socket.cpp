#include "servers/loop/asio_socket.hpp"

#include <boost/asio/post.hpp>
#include <cerrno>
#include <utility>

namespace tiga::servers::loop {

AsioSocket::AsioSocket(AsioIo& io, common::UniqueFd connected)
    : io_(io), stream_(io.context().get_executor()) {
  intrusive_ptr_add_ref(this);
  if (connected) {
    assign(std::move(connected), AF_INET);  // the family matters to nothing that is used here
  }
}

void AsioSocket::release() {
  close();
  intrusive_ptr_release(this);
}

int AsioSocket::native_handle() const {
  return stream_.is_open() ? const_cast<Stream&>(stream_).native_handle() : -1;
}

// False if descriptors cannot be watched any more; then the socket stays closed.
bool AsioSocket::assign(common::UniqueFd descriptor, int family) {
  ErrorCode error;
  stream_.assign(asio::generic::stream_protocol(family, 0), descriptor.get(), error);
  if (error) {
    return false;
  }
  descriptor.release();
  return true;
}

// The handler of an operation that somebody waits for.
auto AsioSocket::ending(Wait AsioSocket::*wait) {
  return [self = Self(this), wait, number = ++(this->*wait).number](ErrorCode error,
                                                                    std::size_t bytes = 0) {
    Wait& current = (*self).*wait;
    if (current.number == number && current.done) {
      current.done(error, bytes);
    }
  };
}

void AsioSocket::receive(std::span<char> room, Done done) {
  if (!is_open()) {
    return io_.discard(done);
  }
  receive_.done = std::move(done);
  const auto end = ending(&AsioSocket::receive_);
  if (ended_) {  // Asio would wait for another event
    asio::post(io_.context(), [end] { end(asio::error::eof); });
    return;
  }
  stream_.async_receive(asio::buffer(room.data(), room.size()),
                        [this, end](ErrorCode error, std::size_t bytes) {
                          ended_ = ended_ || error == asio::error::eof;
                          end(error, bytes);
                        });
}

// Asio cancels every operation of a socket, so the other begins again.
void AsioSocket::cancel_receive() {
  if (!receive_.done) {
    return;
  }
  io_.discard(receive_.done);
  ErrorCode ignored;
  stream_.cancel(ignored);
  if (write_.done) {
    wait_to_write();
  }
}

std::optional<std::size_t> AsioSocket::send(std::string_view first, std::string_view second,
                                            bool more) {
  return send_now(native_handle(), first, second, more);
}

void AsioSocket::await_writable(Done done) {
  if (!is_open()) {
    return io_.discard(done);
  }
  write_.done = std::move(done);
  wait_to_write();
}

void AsioSocket::wait_to_write() {
  stream_.async_wait(Stream::wait_write, ending(&AsioSocket::write_));
}

void AsioSocket::connect(const sockaddr* address, socklen_t size, Done done) {
  close();
  write_.done = std::move(done);
  common::UniqueFd created(
      ::socket(address->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  const int error = created ? ENOMEM : errno;
  if (!created || !assign(std::move(created), address->sa_family)) {
    asio::post(io_.context(), [end = ending(&AsioSocket::write_), error] {
      end({error, boost::system::system_category()});
    });
    return;
  }
  stream_.async_connect({address, size}, ending(&AsioSocket::write_));
}

void AsioSocket::shutdown(int how) { ::shutdown(native_handle(), how); }

void AsioSocket::close() {
  ErrorCode ignored;
  stream_.close(ignored);
  ended_ = false;
  io_.discard(receive_.done);
  io_.discard(write_.done);
  io_.discard(dropped());
}

}  // namespace tiga::servers::loop
