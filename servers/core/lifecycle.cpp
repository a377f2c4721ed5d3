#include "servers/core/lifecycle.hpp"

#include <malloc.h>

#include <csignal>
#include <utility>

#include "common/files.hpp"
#include "common/unique_fd.hpp"

namespace tiga::servers::core {
namespace {

constexpr int mapped_from = 32 * 1024;

}  // namespace

common::Exit run_server(const Options& options,
                        const std::function<void(Service&, Listener)>& serve) {
  std::signal(SIGPIPE, SIG_IGN);
  // A buffer for a head, 40 KiB, is a mapping of its own: of each only the pages that were used are
  // resident, and all go back when it ends. Among small things on the heap they would stay.
  ::mallopt(M_MMAP_THRESHOLD, mapped_from);
  common::raise_descriptor_limit();
  Service service(options);
  Listener listener = listen_on(options);
  serve(service, std::move(listener));
  if (!options.stats_file.empty()) {
    common::write_file(options.stats_file, service.counters.to_json());
  }
  return common::Exit::ok;
}

sigset_t block_stop_signals() {
  sigset_t signals;
  ::sigemptyset(&signals);
  ::sigaddset(&signals, SIGTERM);
  ::sigaddset(&signals, SIGINT);
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

}  // namespace tiga::servers::core
