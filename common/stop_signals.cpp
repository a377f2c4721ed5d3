#include "common/stop_signals.hpp"

#include <initializer_list>

namespace tiga::common {

sigset_t stop_signals() {
  sigset_t signals;
  ::sigemptyset(&signals);
  ::sigaddset(&signals, SIGTERM);
  ::sigaddset(&signals, SIGINT);
  struct sigaction hang_up {};
  // Blocked, it would be kept although it is ignored.
  if (::sigaction(SIGHUP, nullptr, &hang_up) == 0 && hang_up.sa_handler != SIG_IGN) {
    ::sigaddset(&signals, SIGHUP);
  }
  return signals;
}

void handle_stop_signals(void (*handler)(int)) {
  const sigset_t signals = stop_signals();
  for (const int number : {SIGTERM, SIGINT, SIGHUP}) {
    if (::sigismember(&signals, number) == 1) {
      ::signal(number, handler);
    }
  }
}

}  // namespace tiga::common
