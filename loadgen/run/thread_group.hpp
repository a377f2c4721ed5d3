// The threads of a run.
#pragma once

#include <atomic>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "common/unique_fd.hpp"
#include "loadgen/engine/engine.hpp"
#include "loadgen/requests/shared.hpp"
#include "loadgen/requests/work.hpp"

namespace tiga::loadgen::run {

/// Starts the requested number of threads, each with its own Work and engine. Used by one other
/// thread.
class ThreadGroup {
 public:
  /// `shared` must outlive it. Throws common::CannotRun.
  ThreadGroup(requests::Shared& shared, EngineChoice engine);
  /// Interrupts and joins running threads.
  ~ThreadGroup();
  ThreadGroup(const ThreadGroup&) = delete;
  ThreadGroup& operator=(const ThreadGroup&) = delete;

  /// Returns true when all threads are done, false at `until`. Interrupts the run once `stop_fd` is
  /// readable. Rethrows an exception of a thread.
  bool wait(int stop_fd, common::TimePoint until);

  /// The work of each thread. Valid only after wait() returned true.
  std::vector<const requests::Work*> works() const;

 private:
  void run(unsigned thread, EngineChoice engine);
  void interrupt();

  requests::Shared& shared_;
  common::UniqueFd stop_;                               // readable: the threads have to stop
  common::UniqueFd done_;                               // readable: a thread is done
  std::vector<std::unique_ptr<requests::Work>> works_;  // by thread; each is made by its thread
  std::mutex mutex_;
  std::exception_ptr error_;  // the first; guarded by mutex_
  unsigned running_ = 0;
  std::atomic<bool> interrupted_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace tiga::loadgen::run
