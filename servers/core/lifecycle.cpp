#include "servers/core/lifecycle.hpp"

#include <malloc.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>

#include <csignal>
#include <utility>

#include "common/files.hpp"
#include "common/stop_signals.hpp"
#include "common/unique_fd.hpp"

namespace tiga::servers::core {
namespace {

constexpr int mapped_from = 32 * 1024;

}  // namespace

common::Exit run_server(const Options& options,
                        const std::function<void(Service&, Listener)>& serve) {
  return run_server(options, 1, [&](Service& service, std::vector<Listener> listeners) {
    serve(service, std::move(listeners.front()));
  });
}

common::Exit run_server(const Options& options, std::size_t listeners,
                        const std::function<void(Service&, std::vector<Listener>)>& serve) {
  std::signal(SIGPIPE, SIG_IGN);
  // A buffer for a head (40 KiB) becomes a mapping of its own: only its used pages are resident,
  // and all are returned when it is freed. On the heap among small objects they would stay.
  ::mallopt(M_MMAP_THRESHOLD, mapped_from);
  common::raise_descriptor_limit();
  // A handler that sleeps wakes up on time: by default a sleep may be 50 µs longer (prctl(2)).
  // Threads and processes inherit this setting.
  ::prctl(PR_SET_TIMERSLACK, 1UL);
  Service service(options);
  serve(service, listen_together(options, listeners));
  service.log.finish();
  if (!options.stats_file.empty()) {
    common::write_file(options.stats_file, service.counters.to_json());
  }
  return common::Exit::ok;
}

sigset_t block_stop_signals() {
  const sigset_t signals = common::stop_signals();
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

common::UniqueFd watch_stop_signals() {
  const sigset_t signals = block_stop_signals();
  common::UniqueFd fd(::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
  if (!fd) {
    common::throw_errno("cannot create a signalfd");
  }
  return fd;
}

}  // namespace tiga::servers::core
