// A thread for each connection that continues to receive after it has closed its socket, like the
// course's threads. Receiving from descriptor −1 fails at once with EBADF, which it ignores for
// ever. So each served connection leaves one more thread that uses a core.
#include <sys/socket.h>

#include <atomic>
#include <list>
#include <system_error>
#include <thread>
#include <utility>

#include "autopsy/interpreter_lock.hpp"
#include "autopsy/reply_times.hpp"
#include "autopsy/server.hpp"
#include "autopsy/signal_terminator.hpp"
#include "common/error.hpp"

namespace tiga::autopsy {
namespace {

using common::UniqueFd;

class Server {
 public:
  Server(const Options& options, ReplyTimes& replies, SignalTerminator& terminator)
      : corrected_(options.corrected),
        lock_(options.interpreter_lock),
        replies_(replies),
        terminator_(terminator) {}

  [[noreturn]] void run(const UniqueFd& listener) {
    InterpreterLock::Turn turn(lock_);
    for (;;) {
      turn.give_up();
      UniqueFd client = accept_client(listener);
      turn.wait_for();
      connections_.remove_if([](const Connection& connection) { return connection.ended.load(); });
      start_thread(std::move(client));
    }
  }

 private:
  struct Connection {
    std::atomic<bool> ended = false;
    std::jthread thread;  // the last member: it is joined before `ended` goes
  };

  void start_thread(UniqueFd client) {
    Connection& connection = connections_.emplace_back();
    try {
      connection.thread = std::jthread([this, &connection, socket = std::move(client)]() mutable {
        converse(std::move(socket));
        connection.ended = true;
      });
    } catch (const std::system_error&) {
      connections_.pop_back();  // no more threads: the connection is closed
    }
  }

  void converse(UniqueFd socket) {
    InterpreterLock::Turn turn(lock_);
    if (!receive_request(socket).empty() && send_all(socket, good_reply())) {
      replies_.count();
    }
    socket.reset();        // from now on the descriptor is -1
    while (!corrected_) {  // the correction: it receives no more, the thread ends
      char byte = 0;
      ::recv(socket.get(), &byte, sizeof byte, 0);  // EBADF, which is not checked
      turn.pass_on_when_due();
      terminator_.end_if_signalled();
    }
  }

  const bool corrected_;
  InterpreterLock lock_;
  ReplyTimes& replies_;
  SignalTerminator& terminator_;
  std::list<Connection> connections_;
};

common::Exit run(int argc, const char* const* argv) {
  const Options options =
      parse_arguments(argc, argv, {"--corrected", "--interpreter-lock", "--stats-file"});
  const UniqueFd listener = common::listen_on_loopback(options.port, options.backlog);
  ReplyTimes replies;
  SignalTerminator terminator([&] {
    const bool written = options.stats_file.empty() || replies.write(options.stats_file);
    return written ? common::Exit::ok : common::Exit::cannot_run;
  });
  say_ready(listener);
  Server(options, replies, terminator).run(listener);
}

}  // namespace
}  // namespace tiga::autopsy

int main(int argc, char** argv) {
  return tiga::common::run_main("spinning_server", [&] { return tiga::autopsy::run(argc, argv); });
}
