#include "servers/pool/server.hpp"

#include <malloc.h>
#include <poll.h>

#include <utility>

#include "servers/blocking/turn.hpp"

namespace tiga::servers::pool {
namespace {

// How often it is looked for connections that rest while clients wait.
constexpr std::chrono::milliseconds look_interval = blocking::longest_rest / 10;

}  // namespace

void serve(core::Service& service, core::Listener listener, std::size_t threads) {
  ::mallopt(M_ARENA_MAX, 1);  // a heap for each thread would hold what all have in common
  Server(service, std::move(listener), threads).run();
}

Server::Server(core::Service& service, core::Listener listener, std::size_t threads)
    : service_(service),
      acceptor_(service, std::move(listener),
                [this](common::UniqueFd socket, const sockaddr_storage& peer) {
                  admit(std::move(socket), peer);
                }),
      worker_(service),
      queue_(service.options, threads),
      lingerer_([this] { acceptor_.descriptor_freed(); }),
      hall_{service, queue_, lingerer_, threads, [this] { acceptor_.descriptor_freed(); }} {
  seats_.reserve(threads);
  for (std::size_t count = 0; count < threads; ++count) {
    seats_.push_back(std::make_unique<Seat>(hall_));
  }
}

void Server::run() {
  for (const auto& seat : seats_) {
    seat->start();
  }
  acceptor_.announce();
  while (acceptor_.wait(queue_.kept_waiting() > 0 ? static_cast<int>(look_interval.count()) : -1)) {
    make_room();
    acceptor_.accept_waiting();
  }
  drain();
}

void Server::admit(common::UniqueFd socket, const sockaddr_storage& peer) {
  if (!queue_.put(socket, peer)) {
    blocking::answer_rejected(worker_, socket.get());
    lingerer_.adopt(std::move(socket));
  }
}

// Connections that rest must not starve clients that wait.
void Server::make_room() {
  std::size_t needed = queue_.kept_waiting();
  const common::TimePoint now = common::SteadyClock::now();
  for (auto seat = seats_.begin(); needed > 0 && seat != seats_.end(); ++seat) {
    needed -= (*seat)->give_up(now) ? 1U : 0U;
  }
}

void Server::drain() {
  acceptor_.close();
  service_.draining = true;
  for (const auto& seat : seats_) {
    seat->drain();
  }
  const common::Deadline deadline = common::Deadline::after(service_.options.drain_timeout);
  while (queue_.open() > 0 && !deadline.passed()) {
    ::poll(nullptr, 0, 1);
  }
  queue_.close();
  while (queue_.open() > 0) {  // a client may just be on its way from the queue to its seat
    for (const auto& seat : seats_) {
      seat->abort();
    }
    ::poll(nullptr, 0, 1);
  }
}

}  // namespace tiga::servers::pool
