// The parts of Asio that servers on an event loop use, typed for one thread: with the concrete
// executor instead of any_io_executor no call is virtual, and with the unsafe hint no lock is
// taken.
#pragma once

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <chrono>

namespace tiga::servers::loop {

namespace asio = boost::asio;
using Context = asio::io_context;
using Executor = Context::executor_type;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;
using ErrorCode = boost::system::error_code;
/// A descriptor that can be waited for.
using Descriptor = asio::posix::basic_stream_descriptor<Executor>;

/// BOOST_ASIO_CONCURRENCY_HINT_UNSAFE: the context is used by one thread only.
inline constexpr int one_thread = BOOST_ASIO_CONCURRENCY_HINT_UNSAFE;

}  // namespace tiga::servers::loop
