// A thread for each connection that continues to receive after it has closed its socket, like the
// course's threads. Receiving from descriptor −1 fails at once with EBADF, which it ignores for
// ever. So each served connection leaves one more thread that uses a core.
#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <bit>
#include <csignal>
#include <exception>
#include <functional>
#include <list>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "autopsy/cli.hpp"
#include "autopsy/interpreter_lock.hpp"
#include "autopsy/server.hpp"
#include "common/clock.hpp"
#include "common/error.hpp"
#include "common/files.hpp"
#include "common/stop_signals.hpp"

namespace tiga::autopsy {
namespace {

using common::UniqueFd;

// Powers of two, and approximately the midpoints between them on a logarithmic axis.
bool is_noted(std::uint64_t reply) {
  return std::has_single_bit(reply) || (reply % 3 == 0 && std::has_single_bit(reply / 3));
}

// The times at which the server had sent its first, second, third, fourth, sixth, eighth, twelfth,
// … reply. They give its rate as a function of the connections that it has served. Thread-safe.
class ReplyTimes {
 public:
  void count() {
    const std::lock_guard guard(mutex_);
    if (is_noted(++replies_)) {
      const std::chrono::duration<double> since = common::SteadyClock::now() - start_;
      times_.push_back(fmt::format("[{},{:f}]", replies_, since.count()));
    }
  }

  // Writes {"replies": 3, "reply_times": [[1,0.5],[2,0.75],[3,1.25]]}, seconds since this was made.
  // False if the file cannot be written.
  bool write(const std::string& file) const {
    const std::lock_guard guard(mutex_);
    try {
      common::write_file(file, fmt::format("{{\"replies\": {}, \"reply_times\": [{}]}}\n", replies_,
                                           fmt::join(times_, ",")));
    } catch (const std::exception&) {
      return false;
    }
    return true;
  }

 private:
  const common::TimePoint start_ = common::SteadyClock::now();
  mutable std::mutex mutex_;
  std::uint64_t replies_ = 0;       // guarded by mutex_
  std::vector<std::string> times_;  // the same
};

// Ends the program at a stop signal even if many more threads are runnable than there are
// cores. All threads block the signals; a dedicated thread waits for them, and spinning threads
// check for them too: among a thousand, the dedicated thread would run only seconds later.
// Thread-safe. Made before any other thread.
class SignalTerminator {
 public:
  // The program ends with the status that `at_end` returns; that is called once, on any thread.
  explicit SignalTerminator(std::function<common::Exit()> at_end) : at_end_(std::move(at_end)) {
    ::pthread_sigmask(SIG_BLOCK, &signals_, nullptr);  // threads that are made later inherit it
    waiting_ = std::jthread([this] {
      int signal = 0;
      ::sigwait(&signals_, &signal);
      end();
    });
  }

  // Ends the program if a signal is pending.
  void end_if_signalled() {
    sigset_t pending{};
    ::sigpending(&pending);
    ::sigandset(&pending, &pending, &signals_);
    if (::sigisemptyset(&pending) == 0) {
      end();
    }
  }

 private:
  [[noreturn]] void end() {
    ending_.lock();  // never unlocked: a second thread waits for the exit
    ::_exit(static_cast<int>(at_end_()));
  }

  const std::function<common::Exit()> at_end_;
  const sigset_t signals_ = common::stop_signals();
  std::mutex ending_;
  std::jthread waiting_;  // the last member: it uses the others
};

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
  const Options options = parse_arguments(
      argc, argv, "A thread for each connection, which keeps the CPU busy after it has ended.",
      {"--corrected", "--interpreter-lock", "--stats-file"});
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
