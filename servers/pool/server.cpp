#include "servers/pool/server.hpp"

#include <malloc.h>
#include <poll.h>

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "servers/blocking/acceptor.hpp"
#include "servers/blocking/fairness.hpp"
#include "servers/blocking/lingerer.hpp"
#include "servers/blocking/thread.hpp"
#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"
#include "servers/pool/pool_thread.hpp"
#include "servers/pool/queue.hpp"

namespace tiga::servers::pool {
namespace {

/// Accepts clients. Used by one thread.
class Server {
 public:
  Server(core::Service& service, core::Listener listener, std::size_t threads);
  ~Server() { queue_.close(); }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  void run();

 private:
  void admit(common::UniqueFd socket, const sockaddr_storage& peer);
  void make_room();
  void drain();

  core::Service& service_;
  blocking::Acceptor acceptor_;
  core::Worker worker_;  // for the replies that the accepting thread writes
  Queue queue_;
  blocking::Lingerer lingerer_;
  PoolContext context_;
  std::vector<std::unique_ptr<PoolThread>> threads_;
};

Server::Server(core::Service& service, core::Listener listener, std::size_t threads)
    : service_(service),
      acceptor_(service, std::move(listener),
                [this](common::UniqueFd socket, const sockaddr_storage& peer) {
                  admit(std::move(socket), peer);
                }),
      worker_(service),
      queue_(service.options, threads),
      lingerer_([this] { acceptor_.descriptor_freed(); }),
      context_{service, queue_, lingerer_, threads, [this] { acceptor_.descriptor_freed(); }} {
  threads_.reserve(threads);
  for (std::size_t count = 0; count < threads; ++count) {
    threads_.push_back(std::make_unique<PoolThread>(context_));
  }
}

void Server::run() {
  for (const auto& thread : threads_) {
    thread->start();
  }
  acceptor_.announce();
  constexpr auto look_interval = static_cast<int>(blocking::look_interval.count());
  while (acceptor_.wait(queue_.without_thread() > 0 ? look_interval : -1)) {
    acceptor_.accept_waiting();
    make_room();
  }
  drain();
}

void Server::admit(common::UniqueFd socket, const sockaddr_storage& peer) {
  if (!queue_.put(socket, peer)) {
    blocking::answer_rejected(worker_, socket.get());
    lingerer_.adopt(std::move(socket));
  }
}

// Idle connections must not starve waiting clients.
void Server::make_room() {
  std::size_t needed = queue_.without_thread();
  const common::TimePoint now = common::SteadyClock::now();
  for (auto thread = threads_.begin(); needed > 0 && thread != threads_.end(); ++thread) {
    needed -= (*thread)->wake_if_idle(now) ? 1U : 0U;
  }
}

void Server::drain() {
  acceptor_.close();
  service_.draining = true;
  for (const auto& thread : threads_) {
    thread->drain();
  }
  const common::Deadline deadline = common::Deadline::after(service_.options.drain_timeout);
  while (queue_.open() > 0 && !deadline.passed()) {
    ::poll(nullptr, 0, 1);
  }
  queue_.close();
  while (queue_.open() > 0) {  // a client may be between the queue and its thread
    for (const auto& thread : threads_) {
      thread->abort();
    }
    ::poll(nullptr, 0, 1);
  }
}

}  // namespace

void serve(core::Service& service, core::Listener listener, std::size_t threads) {
  ::mallopt(M_ARENA_MAX, 1);  // separate heap arenas would only hold copies of shared data
  blocking::allow_interrupts();
  Server(service, std::move(listener), threads).run();
}

}  // namespace tiga::servers::pool
