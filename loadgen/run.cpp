#include "loadgen/run.hpp"

#include <memory>
#include <string>

#include "common/clock.hpp"
#include "common/endpoint.hpp"
#include "common/error.hpp"
#include "common/unique_fd.hpp"
#include "loadgen/engine.hpp"
#include "loadgen/request.hpp"
#include "loadgen/stop_signals.hpp"
#include "loadgen/summarise.hpp"

namespace tiga::loadgen {
namespace {

constexpr std::uint64_t descriptors_beside_connections = 16;

void make_room_for_connections(std::uint64_t concurrency) {
  const std::uint64_t limit = common::raise_descriptor_limit();
  if (concurrency + descriptors_beside_connections > limit) {
    throw common::CannotRun("-c " + std::to_string(concurrency) +
                            " needs more descriptors than this process may open (" +
                            std::to_string(limit) + "); raise the hard limit (ulimit -Hn)");
  }
}

[[noreturn]] void throw_unreachable(const Options& options, const Work& work) {
  const Example& first = work.tally().examples().front();
  const char* const advice = first.outcome == Outcome::no_local_port
                                 ? "no local port is free; use -k, or wait a minute"
                                 : "is a server running there?";
  throw common::CannotRun("cannot connect to " + connection_endpoint(options).to_string() + ": " +
                          first.detail + "; " + advice);
}

}  // namespace

Summary run_load(const Options& options, Observers observers) {
  Addresses addresses(common::resolve(connection_endpoint(options)));
  make_room_for_connections(options.concurrency);
  const std::unique_ptr<Engine> engine = make_epoll_engine();
  const StopSignals stop_signals;

  const common::Nanoseconds process_before = common::process_cpu_time();
  const common::Nanoseconds thread_before = common::thread_cpu_time();
  Work work(options, make_request(options), std::move(addresses), std::move(observers));
  engine->run(work, stop_signals.fd());
  const CpuUse cpu{common::process_cpu_time() - process_before,
                   common::thread_cpu_time() - thread_before};

  if (work.stopped() == Stop::unreachable) {
    throw_unreachable(options, work);
  }
  return summarise(options, work, cpu, engine->name());
}

}  // namespace tiga::loadgen
