// The queue of clients between the accepting thread and the serving threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>

#include "common/unique_fd.hpp"
#include "servers/core/address_limit.hpp"
#include "servers/core/options.hpp"

namespace tiga::servers::pool {

/// An accepted client.
struct Client {
  common::UniqueFd socket;
  core::AddressLimit::Slot slot;
};

/// First in, first out. Counts waiting and served clients together, so that --max-connections and
/// the limit by address bound it. Thread-safe.
class Queue {
 public:
  /// `threads` threads serve, each one client at a time.
  Queue(const core::Options& options, std::size_t threads)
      : most_(options.max_connections),
        threads_(threads),
        addresses_(options.max_connections_per_address) {}

  /// False, with `socket` untouched, if the server or the client's address is at its limit.
  bool put(common::UniqueFd& socket, const sockaddr_storage& peer);
  /// Waits for a client; `nullopt` once closed.
  std::optional<Client> take();
  /// A client that was taken from the queue has been served: its slot is free.
  void done(core::AddressLimit::Slot slot);
  /// Drops waiting clients; take() no longer waits.
  void close();

  /// The number of waiting clients for which no thread is free. A thread that has not yet woken for
  /// a client in the queue, or has not yet started, is free. Takes no lock, since it is called for
  /// each request.
  std::size_t without_thread() const {
    const std::size_t open = open_;
    return open - std::min(open, threads_);
  }
  /// The number of clients that wait or are served.
  std::size_t open() const { return open_; }

 private:
  const std::size_t most_;
  const std::size_t threads_;
  std::mutex mutex_;
  std::condition_variable came_;
  core::AddressLimit addresses_;
  std::deque<Client> clients_;
  std::atomic<std::size_t> open_ = 0;  // written under the lock
  bool closed_ = false;
};

}  // namespace tiga::servers::pool
