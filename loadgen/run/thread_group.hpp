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

/// Starts as many threads as asked for, each with a Work and an engine of its own. Used by one
/// thread, which is none of them.
class ThreadGroup {
 public:
  /// `shared` must outlive it. Throws common::CannotRun.
  ThreadGroup(requests::Shared& shared, EngineChoice engine);
  /// Interrupts and joins what still runs.
  ~ThreadGroup();
  ThreadGroup(const ThreadGroup&) = delete;
  ThreadGroup& operator=(const ThreadGroup&) = delete;

  /// Waits until all threads are done: true. False at `until`. Once `stop_fd` is readable, the run
  /// is interrupted. Throws what a thread has thrown.
  bool wait(int stop_fd, common::TimePoint until);

  /// What each thread has done; only once wait() gave true.
  std::vector<const requests::Work*> works() const;

 private:
  void run(unsigned thread, EngineChoice engine);
  void interrupt();

  requests::Shared& shared_;
  common::UniqueFd stop_;                               // readable: the threads are to stop
  common::UniqueFd done_;                               // readable: a thread is done
  std::vector<std::unique_ptr<requests::Work>> works_;  // by thread, each made by its own
  std::mutex mutex_;
  std::exception_ptr error_;  // the first; guarded by mutex_
  unsigned running_ = 0;
  std::atomic<bool> interrupted_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace tiga::loadgen::run
