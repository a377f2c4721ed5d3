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

Workers::Workers(loop::Context& context, std::size_t threads) : some_done_(context, new_eventfd()) {
  threads_.reserve(threads);
  try {
    while (threads_.size() < threads) {
      threads_.emplace_back([this] { run(); });
    }
  } catch (...) {
    join();
    throw;
  }
  await_done();
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

void Workers::stop() {
  loop::ErrorCode ignored;
  some_done_.close(ignored);
}

void Workers::perform(Job& job, const core::Work& work) {
  job.work_ = work;
  {
    const std::lock_guard lock(mutex_);
    job.waits_ = true;
    waiting_.push_back(job);
  }
  wake_up_.notify_one();
}

bool Workers::take_back(Job& job) {
  const std::lock_guard lock(mutex_);
  if (!job.waits_) {
    return false;
  }
  job.waits_ = false;
  waiting_.erase(waiting_.iterator_to(job));
  return true;
}

// A thread's life.
void Workers::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_up_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (stopping_) {
      return;
    }
    Job& job = waiting_.front();
    waiting_.pop_front();
    job.waits_ = false;
    lock.unlock();
    core::perform(job.work_);
    lock.lock();
    done_.push_back(job);
    if (done_.size() == 1) {  // else the loop has been told
      ::eventfd_write(some_done_.native_handle(), 1);
    }
  }
}

void Workers::await_done() {
  some_done_.async_wait(loop::Descriptor::wait_read, [this](loop::ErrorCode error) {
    if (!error) {
      tell_done();
    }
  });
}

// Each may give the next job, or be gone when it returns.
void Workers::tell_done() {
  eventfd_t ignored = 0;
  ::eventfd_read(some_done_.native_handle(), &ignored);
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
  if (some_done_.is_open()) {
    await_done();
  }
}

}  // namespace tiga::servers::offload
