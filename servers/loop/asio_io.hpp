// The engine on Boost.Asio.
#pragma once

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>
#include <memory>

#include "servers/loop/io.hpp"

namespace tiga::servers::loop {

/// Plain Asio for one thread: the concrete executor instead of any_io_executor avoids virtual
/// calls, and the hint `unsafe` avoids locks.
class AsioIo final : public Io {
 public:
  using Executor = asio::io_context::executor_type;

  AsioIo() = default;

  SocketPtr socket(common::UniqueFd connected) override;
  std::unique_ptr<Acceptor> acceptor(common::UniqueFd listener) override;
  std::unique_ptr<Watch> watch(int descriptor, std::function<void()> readable) override;
  void post(Handler<void()> call) override;
  void call_at(common::TimePoint at, Handler<void()> call) override;
  bool turn(common::TimePoint until) override {
    if (context_.stopped()) {
      context_.restart();
    }
    return context_.poll_one() > 0 || context_.run_one_until(until) > 0;
  }
  void run() override { context_.run(); }
  void stop() override { context_.stop(); }

  asio::io_context& context() { return context_; }
  /// Destroys the handler later: it may own the caller.
  void discard(Socket::Done& handler);

 private:
  using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                           asio::wait_traits<std::chrono::steady_clock>, Executor>;

  asio::io_context context_{BOOST_ASIO_CONCURRENCY_HINT_UNSAFE};
  asio::executor_work_guard<Executor> until_stopped_ = asio::make_work_guard(context_);
  Timer timer_{context_.get_executor()};
  Handler<void()> at_time_;
};

}  // namespace tiga::servers::loop
