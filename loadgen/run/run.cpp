#include "loadgen/run/run.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "common/clock.hpp"
#include "common/endpoint.hpp"
#include "common/error.hpp"
#include "common/kernel_counters.hpp"
#include "loadgen/engine/engine.hpp"
#include "loadgen/requests/request.hpp"
#include "loadgen/run/background_clients.hpp"
#include "loadgen/run/stop_signals.hpp"
#include "loadgen/run/summarise.hpp"
#include "loadgen/run/thread_group.hpp"

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
  throw common::CannotRun("cannot connect to " +
                          requests::connection_endpoint(options).to_string() + ": " +
                          work.last_failure() + "; " + advice);
}

/// Waits for the threads, reports progress to the observer, and reads the kernel's counters when
/// the counted part starts.
common::KernelCounters watch(ThreadGroup& thread_group, const requests::Shared& shared,
                             const StopSignals& signals, const Observers& observers) {
  common::KernelCounters before = common::read_kernel_counters();
  bool counting = shared.counted_from <= shared.start;
  for (;;) {
    const common::TimePoint now = common::SteadyClock::now();
    if (!counting && now >= shared.counted_from) {
      before = common::read_kernel_counters();
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
