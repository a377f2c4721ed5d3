#include "loadgen/run/run.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <exception>
#include <memory>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "common/clock.hpp"
#include "common/endpoint.hpp"
#include "common/error.hpp"
#include "common/machine/kernel_counters.hpp"
#include "loadgen/engine/engine.hpp"
#include "loadgen/requests/request.hpp"
#include "loadgen/run/background_clients.hpp"
#include "loadgen/run/stop_signals.hpp"
#include "loadgen/run/summarise.hpp"

namespace tiga::loadgen::run {
namespace {

constexpr std::uint64_t descriptors_beside_connections = 32;
constexpr common::Nanoseconds progress_interval = std::chrono::milliseconds(200);

void make_room_for_connections(const Options& options) {
  const std::uint64_t limit = common::raise_descriptor_limit();
  const std::uint64_t background_clients = options.background_clients.count();
  if (options.concurrency + background_clients + descriptors_beside_connections > limit) {
    throw common::CannotRun("-c " + std::to_string(options.concurrency) +
                            (background_clients > 0
                                 ? " beside " + std::to_string(background_clients) +
                                       " idle connections and slow readers"
                                 : "") +
                            " needs more descriptors than this process may open (" +
                            std::to_string(limit) + "); raise the hard limit (ulimit -Hn)");
  }
}

[[noreturn]] void throw_unreachable(const Options& options, const requests::Work& work) {
  const char* const advice = work.last_outcome() == Outcome::no_local_port
                                 ? "no local port is free; use -k, or wait a minute"
                                 : "is a server running there?";
  const std::string name = requests::connection_endpoint(options).to_string();
  const requests::Addresses& addresses = work.addresses();
  const bool is_address = addresses.count() == 1 && addresses.at(0).to_string() == name;
  throw common::CannotRun(
      "cannot connect to " + name +
      (is_address ? ": " + work.last_failure() : " (" + addresses.failures() + ")") + "; " +
      advice);
}

/// The kernel may wake a thread this much late so as to wake several at once (50 us by default); an
/// open loop, and a run that starts at an instant, would then send late.
void ask_for_timely_wakes() { ::prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0); }

/// Starts the requested number of threads, each with its own Work and engine. Used by one other
/// thread.
class ThreadGroup {
 public:
  /// `shared` must outlive it. Throws common::CannotRun.
  ThreadGroup(requests::Shared& shared, EngineChoice engine)
      : shared_(shared), works_(shared.options.threads), running_(shared.options.threads) {
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
  /// Interrupts running threads, which join in their destructors.
  ~ThreadGroup() { interrupt(); }
  ThreadGroup(const ThreadGroup&) = delete;
  ThreadGroup& operator=(const ThreadGroup&) = delete;

  /// Returns true when all threads are done, false at `until`. Interrupts the run once `stop_fd` is
  /// readable. Rethrows an exception of a thread.
  bool wait(int stop_fd, common::TimePoint until) {
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

  /// The work of each thread. Valid only after wait() returned true.
  std::vector<const requests::Work*> works() const {
    std::vector<const requests::Work*> works;
    for (const auto& work : works_) {
      works.push_back(work.get());
    }
    return works;
  }

 private:
  void run(unsigned thread, EngineChoice engine) {
    try {
      if (shared_.options.open_loop || shared_.options.start_at) {
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
    ::eventfd_write(done_.get(), 1);
  }

  void interrupt() {
    interrupted_ = true;
    ::eventfd_write(stop_.get(), 1);
  }

  requests::Shared& shared_;
  const common::UniqueFd stop_ = make_eventfd();        // readable: the threads have to stop
  const common::UniqueFd done_ = make_eventfd();        // readable: a thread is done
  std::vector<std::unique_ptr<requests::Work>> works_;  // by thread; each is made by its thread
  std::mutex mutex_;
  std::exception_ptr error_;  // the first; guarded by mutex_
  unsigned running_ = 0;
  std::atomic<bool> interrupted_ = false;
  std::vector<std::jthread> threads_;
};

/// Waits for the threads, reports progress to the observer, and reads the kernel's counters when
/// the counted part starts; before a start at an instant without a warm-up, since then nothing is
/// sent before it.
common::KernelCounters watch(ThreadGroup& thread_group, const requests::Shared& shared,
                             const StopSignals& signals, const Observers& observers) {
  common::KernelCounters before = common::read_kernel_counters();
  bool counting = false;
  for (;;) {
    const common::TimePoint now = common::SteadyClock::now();
    if (!counting && now >= shared.counted_from) {
      if (shared.counted_from > shared.start) {
        before = common::read_kernel_counters();
      }
      counting = true;
    }
    if (observers.progress && counting) {
      observers.progress(now - shared.counted_from, shared.ended);
    }
    const common::TimePoint next = now + progress_interval;
    if (thread_group.wait(signals.fd(), counting ? next : std::min(next, shared.counted_from))) {
      return common::read_kernel_counters() - before;
    }
  }
}

}  // namespace

Summary run_load(const Options& options, const Observers& observers) {
  requests::Addresses addresses(common::resolve(requests::connection_endpoint(options)));
  make_room_for_connections(options);
  const EngineChoice engine = engine::choose_engine(options);
  const StopSignals signals;

  BackgroundClients background_clients(options, addresses, signals.fd());
  requests::Shared shared(options, requests::make_request(options), std::move(addresses),
                          observers.trace);
  ThreadGroup thread_group(shared, engine);
  const common::KernelCounters kernel = watch(thread_group, shared, signals, observers);
  const std::optional<BackgroundClientFacts> stood = background_clients.finish();
  const std::vector<const requests::Work*> works = thread_group.works();
  const bool unreachable = std::all_of(works.begin(), works.end(), [](const requests::Work* work) {
    return work->stopped() == requests::Stop::unreachable;
  });
  if (unreachable) {
    throw_unreachable(options, *works.front());
  }
  Summary summary = summarise(shared, works, engine, kernel);
  summary.background_clients = stood;
  return summary;
}

}  // namespace tiga::loadgen::run
