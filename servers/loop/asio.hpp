// The parts of Asio that the event loops use, typed for one thread: the concrete executor instead
// of any_io_executor avoids virtual calls, and the unsafe hint avoids locks.
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
/// A descriptor that the loop can wait for.
using Descriptor = asio::posix::basic_stream_descriptor<Executor>;

/// BOOST_ASIO_CONCURRENCY_HINT_UNSAFE: only one thread uses the context.
inline constexpr int one_thread = BOOST_ASIO_CONCURRENCY_HINT_UNSAFE;

}  // namespace tiga::servers::loop
