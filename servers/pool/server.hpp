// Thread pool: one thread accepts, a fixed number of others serves.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "servers/blocking/acceptor.hpp"
#include "servers/blocking/lingerer.hpp"
#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"
#include "servers/pool/queue.hpp"
#include "servers/pool/seat.hpp"

namespace tiga::servers::pool {

inline constexpr std::size_t usual_threads = 64;

/// Serves until SIGTERM or SIGINT, then drains; every thread is joined on return.
void serve(core::Service& service, core::Listener listener, std::size_t threads);

/// The accepting side. Used by one thread.
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
  core::Worker worker_;  // for the replies that this thread writes itself
  Queue queue_;
  blocking::Lingerer lingerer_;
  Hall hall_;
  std::vector<std::unique_ptr<Seat>> seats_;
};

}  // namespace tiga::servers::pool
