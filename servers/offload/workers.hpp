// Threads that do what would hold up an event loop.
#pragma once

#include <boost/intrusive/list.hpp>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <thread>
#include <vector>

#include "servers/core/work.hpp"
#include "servers/loop/asio.hpp"

namespace tiga::servers::offload {

/// Work on its way from the loop to a thread and back. Must live until then.
class Job : public boost::intrusive::list_base_hook<> {
 public:
  virtual ~Job() = default;

 private:
  friend class Workers;
  /// Called by the loop when it is done.
  virtual void done() = 0;
  core::Work work_;
  bool waits_ = false;  // in the queue
};

/// A queue, first come, first served, and so many threads. It holds as many jobs as are given to
/// it: a connection has one at a time, so --max-connections bounds it. Its functions are for the
/// loop's thread.
class Workers {
 public:
  /// Throws std::system_error where so many threads cannot be started.
  Workers(loop::Context& context, std::size_t threads);
  /// Waits for work that has begun; what has not is forgotten, as are those that are done.
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  void perform(Job& job, const core::Work& work);
  /// Whether it had not begun; then it never will.
  bool take_back(Job& job);
  /// Keeps the context at work no longer; no job may be left.
  void stop();

 private:
  using Jobs = boost::intrusive::list<Job>;

  void run();
  void await_done();
  void tell_done();
  void join();

  loop::Descriptor some_done_;  // an eventfd
  std::mutex mutex_;            // of all until `threads_`
  std::condition_variable wake_up_;
  Jobs waiting_;
  Jobs done_;
  bool stopping_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace tiga::servers::offload
