#include "servers/core/lifecycle.hpp"

#include <csignal>
#include <utility>

#include "common/files.hpp"
#include "common/unique_fd.hpp"

namespace tiga::servers::core {

common::Exit run_server(const Options& options,
                        const std::function<void(Service&, Listener)>& serve) {
  std::signal(SIGPIPE, SIG_IGN);
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
