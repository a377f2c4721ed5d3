// The queue between the accepting thread and the serving threads.
#pragma once

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

/// A FIFO queue. It counts waiting and served clients together, so that --max-connections and the
/// limit by address bound it. Thread-safe.
class Queue {
 public:
  explicit Queue(const core::Options& options)
      : most_(options.max_connections), addresses_(options.max_connections_per_address) {}

  /// False, with `socket` untouched, if the server or the client's address is at its limit.
  bool put(common::UniqueFd& socket, const sockaddr_storage& peer);
  /// Waits for a client; `nullopt` once closed.
  std::optional<Client> take();
  /// Call when a client that was taken has been served; releases its slot.
  void done(core::AddressLimit::Slot slot);
  /// Drops waiting clients; take() no longer waits.
  void close();

  /// Waiting clients.
  std::size_t waiting() const { return waiting_; }
  /// Waiting clients for which no thread is free.
  std::size_t without_thread() const;
  /// Waiting and served clients.
  std::size_t open() const;

 private:
  const std::size_t most_;
  mutable std::mutex mutex_;
  std::condition_variable came_;
  core::AddressLimit addresses_;
  std::deque<Client> clients_;
  std::atomic<std::size_t> waiting_ = 0;  // clients_.size()
  std::size_t open_ = 0;
  std::size_t free_threads_ = 0;  // threads that wait in take()
  bool closed_ = false;
};

}  // namespace tiga::servers::pool
