#include "servers/process/serve_one.hpp"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <utility>

#include "servers/blocking/linger_set.hpp"

namespace tiga::servers::process {
namespace {

// For the signal handler, which has no argument of its own. Set once, in a process that serves only
// this connection.
std::atomic<const blocking::Connection*> served = nullptr;

// The parent sets `draining` before it sends the signal. So the connection is either idle here, or
// sees the flag before it becomes idle.
void on_drain_signal(int) {
  const int error = errno;
  if (const blocking::Connection* connection = served) {
    connection->drain_in_handler();
  }
  errno = error;
}

}  // namespace

void install_drain_handler() {
  struct sigaction action {};
  action.sa_handler = on_drain_signal;
  ::sigaction(SIGTERM, &action, nullptr);
}

void serve_one(blocking::Connection& connection, common::UniqueFd socket) {
  connection.open(std::move(socket));
  served = &connection;
  sigset_t stop;
  ::sigemptyset(&stop);
  ::sigaddset(&stop, SIGTERM);
  ::pthread_sigmask(SIG_UNBLOCK, &stop, nullptr);
  common::UniqueFd lingers = connection.serve();
  ::pthread_sigmask(SIG_BLOCK, &stop, nullptr);
  if (lingers) {
    blocking::linger(std::move(lingers));
  }
}

}  // namespace tiga::servers::process
