#include "servers/process/visit.hpp"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <utility>

#include "servers/blocking/linger_set.hpp"

namespace tiga::servers::process {
namespace {

// A signal handler knows nothing else. Set once, in a process that serves this connection alone.
std::atomic<const blocking::Connection*> served = nullptr;

// The parent says that it drains before it sends the signal. So either the connection is at rest
// here, or it will see that before it rests.
void end_rest(int) {
  const int error = errno;
  if (const blocking::Connection* connection = served) {
    connection->drain_in_handler();
  }
  errno = error;
}

}  // namespace

void prepare_visits() {
  struct sigaction action {};
  action.sa_handler = end_rest;
  ::sigaction(SIGTERM, &action, nullptr);
}

void visit(blocking::Connection& connection, common::UniqueFd socket) {
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
