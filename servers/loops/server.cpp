#include "servers/loops/server.hpp"

#include <unistd.h>

#include <csignal>
#include <exception>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "servers/loop/http_connection.hpp"
#include "servers/loop/server_loop.hpp"

namespace tiga::servers::loops {
namespace {

// One loop with its acceptor, the same as a whole async_server. Constructed by one thread, run by
// another.
class OneOfAll {
 public:
  OneOfAll(core::Service& service, std::shared_ptr<loop::ConnectionLimit> limit,
           core::Listener listener)
      : loop_(service, std::move(limit)),
        server_(loop_, std::move(listener), loop::connections_of<loop::HttpConnection>(loop_)) {}

  // If it fails, the others drain as after SIGTERM.
  void run() noexcept {
    try {
      server_.run();
    } catch (...) {
      failure_ = std::current_exception();
      ::kill(::getpid(), SIGTERM);
    }
  }
  // Call after run().
  void rethrow_failure() const {
    if (failure_) {
      std::rethrow_exception(failure_);
    }
  }

 private:
  loop::Loop loop_;
  loop::ServerLoop server_;
  std::exception_ptr failure_;
};

using Loops = std::vector<std::unique_ptr<OneOfAll>>;

void run_all(const Loops& loops) {
  std::vector<std::jthread> threads;
  threads.reserve(loops.size());
  try {
    for (const auto& one : loops) {
      threads.emplace_back([&one] { one->run(); });
    }
  } catch (...) {  // no more threads: the running loops are joined
    ::kill(::getpid(), SIGTERM);
    throw;
  }
}

}  // namespace

void serve(core::Service& service, std::vector<core::Listener> listeners) {
  const std::string address = listeners.front().address;
  const auto limit = std::make_shared<loop::ConnectionLimit>(service.options);
  Loops loops;
  loops.reserve(listeners.size());
  for (core::Listener& listener : listeners) {
    loops.push_back(std::make_unique<OneOfAll>(service, limit, std::move(listener)));
  }
  core::announce(address);
  run_all(loops);
  for (const auto& one : loops) {
    one->rethrow_failure();
  }
}

}  // namespace tiga::servers::loops
