#include "servers/offload/server.hpp"

#include <memory>
#include <string>
#include <utility>

#include "servers/core/lifecycle.hpp"
#include "servers/loop/http_connection.hpp"
#include "servers/loop/server_loop.hpp"
#include "servers/offload/workers.hpp"

namespace tiga::servers::offload {
namespace {

// async_server's connection, with work done by other threads. It lives until its work is done, even
// if it is aborted meanwhile: the working thread refers to it.
class Connection final : public loop::HttpConnection, private Job {
 public:
  Connection(loop::Loop& loop, Workers& workers, common::UniqueFd client)
      : HttpConnection(loop, std::move(client)), workers_(workers) {}

  // Cancels work that has not begun.
  void abort() override {
    HttpConnection::abort();
    if (workers_.cancel(*this)) {
      kept_.reset();  // the caller holds a reference, too
    }
  }

 private:
  bool work() override {
    kept_ = shared_from_this();
    workers_.perform(*this, asked_work());
    return false;
  }

  void done() override {
    const auto self = std::move(kept_);
    work_is_done();
  }

  Workers& workers_;
  std::shared_ptr<loop::Connection> kept_;  // itself, while it has a job
};

}  // namespace

void serve(core::Service& service, core::Listener listener, std::size_t threads) {
  const std::string address = listener.address;
  core::block_stop_signals();  // threads inherit it
  loop::Loop loop(service);
  Workers workers(*loop.io, threads);
  loop::ServerLoop server(loop, std::move(listener),
                          loop::connections_of<Connection>(loop, workers));
  core::announce(address);
  server.run();
}

}  // namespace tiga::servers::offload
