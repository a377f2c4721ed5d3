#include "loadgen/run/thread_group.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <system_error>

#include "common/error.hpp"

namespace tiga::loadgen::run {
namespace {

common::UniqueFd make_eventfd() {
  common::UniqueFd event(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!event) {
    common::throw_errno("cannot make an eventfd");
  }
  return event;
}

void raise_event(const common::UniqueFd& event) { ::eventfd_write(event.get(), 1); }

/// The kernel may wake a thread this much late so as to wake several at once (50 us by default); an
/// open loop would then send late.
void ask_for_timely_wakes() { ::prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0); }

}  // namespace

ThreadGroup::ThreadGroup(requests::Shared& shared, EngineChoice engine)
    : shared_(shared),
      stop_(make_eventfd()),
      done_(make_eventfd()),
      works_(shared.options.threads),
      running_(shared.options.threads) {
  try {
    for (unsigned thread = 0; thread < shared.options.threads; ++thread) {
      threads_.emplace_back([this, thread, engine] { run(thread, engine); });
    }
  } catch (const std::system_error& error) {
    interrupt();  // running threads join in their destructors
    throw common::CannotRun("cannot start " + std::to_string(shared.options.threads) +
                            " threads: " + error.what());
  }
}

ThreadGroup::~ThreadGroup() { interrupt(); }  // the threads join in their destructors

void ThreadGroup::run(unsigned thread, EngineChoice engine) {
  try {
    if (shared_.options.open_loop) {
      ask_for_timely_wakes();
    }
    works_[thread] = std::make_unique<requests::Work>(shared_, thread);
    engine::make_engine(engine, *works_[thread], stop_.get())->run();
  } catch (...) {
    const std::lock_guard lock(mutex_);
    if (!error_) {
      error_ = std::current_exception();
    }
    interrupt();
  }
  raise_event(done_);
}

bool ThreadGroup::wait(int stop_fd, common::TimePoint until) {
  std::array<pollfd, 2> watched{
      {{done_.get(), POLLIN, 0}, {interrupted_ ? -1 : stop_fd, POLLIN, 0}}};
  if (::poll(watched.data(), watched.size(), common::Deadline(until).poll_milliseconds()) < 0 &&
      errno != EINTR) {
    common::throw_errno("cannot wait for the run");
  }
  if ((watched[1].revents & POLLIN) != 0) {
    interrupt();
  }
  eventfd_t done = 0;
  if (::eventfd_read(done_.get(), &done) == 0) {
    running_ -= static_cast<unsigned>(done);
  }
  if (running_ > 0) {
    return false;
  }
  threads_.clear();
  if (error_) {
    std::rethrow_exception(error_);
  }
  return true;
}

std::vector<const requests::Work*> ThreadGroup::works() const {
  std::vector<const requests::Work*> works;
  for (const auto& work : works_) {
    works.push_back(work.get());
  }
  return works;
}

void ThreadGroup::interrupt() {
  interrupted_ = true;
  raise_event(stop_);
}

}  // namespace tiga::loadgen::run
