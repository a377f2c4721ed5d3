// A thread pool for work that would block an event loop.
#pragma once

#include <boost/intrusive/list.hpp>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "common/unique_fd.hpp"
#include "servers/core/content/work.hpp"
#include "servers/loop/io.hpp"

namespace tiga::servers::offload {

/// Work that travels from the loop to a thread and back. Must live until then.
class Job : public boost::intrusive::list_base_hook<> {
 public:
  virtual ~Job() = default;

 private:
  friend class Workers;
  /// Called on the loop's thread when the work is done.
  virtual void done() = 0;
  core::Work work_;
  bool is_queued_ = false;  // waits in the queue
};

/// A FIFO queue and a fixed number of threads. The queue has no bound of its own: a connection has
/// one job at a time, so --max-connections bounds it. Call its functions on the loop's thread.
class Workers {
 public:
  /// Throws std::system_error if the threads cannot be started.
  Workers(loop::Io& io, std::size_t threads);
  /// Waits for work that has begun; forgets all other jobs.
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  void perform(Job& job, const core::Work& work);
  /// True if the job had not begun; then it never will.
  bool cancel(Job& job);

 private:
  using Jobs = boost::intrusive::list<Job>;

  void run();
  void report_done();
  void join();

  common::UniqueFd done_event_;  // an eventfd
  std::unique_ptr<loop::Watch> done_watch_;
  std::mutex mutex_;  // guards all members up to `threads_`
  std::condition_variable wake_up_;
  Jobs waiting_;
  Jobs done_;
  bool stopping_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace tiga::servers::offload
