// The parts of Asio that servers on an event loop use, typed for one thread: with the concrete
// executor instead of any_io_executor no call is virtual, and with the unsafe hint no lock is
// taken.
#pragma once

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <chrono>

namespace tiga::servers::loop {

namespace asio = boost::asio;
using Context = asio::io_context;
using Executor = Context::executor_type;
using ErrorCode = boost::system::error_code;
/// A connected stream socket of any address family.
class Socket : public asio::basic_stream_socket<asio::generic::stream_protocol, Executor> {
 public:
  using basic_stream_socket::basic_stream_socket;

  /// As assign(), for a descriptor that does not block and of which there is no copy. Asio does
  /// not know either: it would set the descriptor non-blocking once more, and take it out of the
  /// epoll set before it is closed, two system calls for each connection.
  void adopt(const protocol_type& protocol, int descriptor, ErrorCode& error) {
    assign(protocol, descriptor, error);
    if (!error) {
      auto& state = impl_.get_implementation().state_;
      state |= asio::detail::socket_ops::internal_non_blocking;
      state &= static_cast<unsigned char>(~asio::detail::socket_ops::possible_dup);
    }
  }
};
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;
/// Any other descriptor that can be waited for.
using Descriptor = asio::posix::basic_stream_descriptor<Executor>;

/// BOOST_ASIO_CONCURRENCY_HINT_UNSAFE: the context is used by one thread only.
inline constexpr int one_thread = BOOST_ASIO_CONCURRENCY_HINT_UNSAFE;

}  // namespace tiga::servers::loop
