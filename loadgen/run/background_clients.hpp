// Connections in addition to the measured ones: idle ones and slow readers.
#pragma once

#include <deque>
#include <exception>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "common/clock.hpp"
#include "common/unique_fd.hpp"
#include "loadgen/options.hpp"
#include "loadgen/requests/addresses.hpp"
#include "loadgen/requests/sources.hpp"
#include "loadgen/run/slow_reader.hpp"
#include "loadgen/summary.hpp"

namespace tiga::loadgen::run {

/// Opens the background clients of the options, and runs the slow readers in its own thread. Their
/// requests are not counted. Used by one thread.
class BackgroundClients {
 public:
  /// Connects all of them, one after the other, within the options' timeout for all together, or
  /// until `stop_fd` is readable. A client that cannot connect is only counted. Throws
  /// common::CannotRun if the system has no sockets or threads left.
  BackgroundClients(const Options& options, requests::Addresses addresses, int stop_fd);
  ~BackgroundClients();
  BackgroundClients(const BackgroundClients&) = delete;
  BackgroundClients& operator=(const BackgroundClients&) = delete;

  /// Counts those that are still connected, and closes all. `nullopt` if none was requested. Must
  /// be called once. Rethrows an exception of the thread.
  std::optional<BackgroundClientFacts> finish();

 private:
  bool connects(int socket, common::Deadline deadline);
  void open_idle(common::Deadline deadline);
  void open_slow_readers(common::Deadline deadline);
  template <typename Begin>
  bool connect_somewhere(const Begin& begin, common::Deadline deadline);
  const common::SocketAddress* source_of(std::uint64_t index) const;
  void read_slowly();
  void take_turns();
  void stop();

  const Options& options_;
  requests::Addresses addresses_;
  requests::Sources sources_;
  unsigned sources_needed_ = 1;
  const int stop_fd_;
  common::UniqueFd end_;  // readable: the thread has to end
  std::vector<common::UniqueFd> idle_;
  std::string request_;                  // of the slow readers
  std::deque<SlowReader> slow_readers_;  // of the thread, while it runs; and the next two
  BackgroundClientFacts facts_;
  std::exception_ptr error_;
  std::jthread thread_;
};

}  // namespace tiga::loadgen::run
