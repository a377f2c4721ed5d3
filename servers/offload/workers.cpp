#include "servers/offload/workers.hpp"

#include <sys/eventfd.h>

#include "common/error.hpp"

namespace tiga::servers::offload {
namespace {

int new_eventfd() {
  const int created = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (created < 0) {
    common::throw_errno("cannot create an eventfd");
  }
  return created;
}

}  // namespace

Workers::Workers(loop::Io& io, std::size_t threads)
    : done_event_(new_eventfd()),
      done_watch_(io.watch(done_event_.get(), [this] { report_done(); })) {
  threads_.reserve(threads);
  try {
    while (threads_.size() < threads) {
      threads_.emplace_back([this] { run(); });
    }
  } catch (...) {
    join();
    throw;
  }
}

Workers::~Workers() {
  join();
  waiting_.clear();
  done_.clear();
}

void Workers::join() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_up_.notify_all();
  threads_.clear();
}

void Workers::perform(Job& job, const core::Work& work) {
  job.work_ = work;
  {
    const std::lock_guard lock(mutex_);
    job.is_queued_ = true;
    waiting_.push_back(job);
  }
  wake_up_.notify_one();
}

bool Workers::cancel(Job& job) {
  const std::lock_guard lock(mutex_);
  if (!job.is_queued_) {
    return false;
  }
  job.is_queued_ = false;
  waiting_.erase(waiting_.iterator_to(job));
  return true;
}

// The body of each thread.
void Workers::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_up_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (stopping_) {
      return;
    }
    Job& job = waiting_.front();
    waiting_.pop_front();
    job.is_queued_ = false;
    lock.unlock();
    core::perform(job.work_);
    lock.lock();
    done_.push_back(job);
    if (done_.size() == 1) {  // otherwise the loop has been notified already
      ::eventfd_write(done_event_.get(), 1);
    }
  }
}

// Each callback may submit the next job or destroy its object.
void Workers::report_done() {
  eventfd_t ignored = 0;
  ::eventfd_read(done_event_.get(), &ignored);
  Jobs done;
  {
    const std::lock_guard lock(mutex_);
    done.swap(done_);
  }
  while (!done.empty()) {
    Job& job = done.front();
    done.pop_front();
    job.done();
  }
}

}  // namespace tiga::servers::offload
