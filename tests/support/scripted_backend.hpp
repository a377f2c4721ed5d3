// A backend that does to each request just what a test says, and records what it was sent.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "common/clock.hpp"
#include "common/unique_fd.hpp"

namespace tiga::tests {

/// A request as a backend received it.
struct ReceivedRequest {
  int connection = 0;   ///< of its backend, from 0 in the order in which they were accepted
  std::string head;     ///< request line and fields, with the empty line
  std::string content;  ///< as it came, chunk framing included; in the record only if it was read
                        ///< before the answer
  common::TimePoint at{};  ///< when its head had come

  std::string method() const { return head.substr(0, head.find(' ')); }
  std::string target() const;
  /// The value of the field of that name, in any case of letters; none: it has no such field.
  std::optional<std::string> field(std::string_view name) const;
};

/// The backend's end of one connection. What blocks ends when the backend does.
class BackendConnection {
 public:
  /// Owns `socket`.
  explicit BackendConnection(int socket) : socket_(socket) {}

  /// Sends all of it; false when the peer has gone.
  bool send(std::string_view bytes);
  /// Reads what the request's framing announces, for an answer that has just sent a 100.
  std::string read_content(const ReceivedRequest& request);
  /// Drops what comes until the peer ends the connection: true. False when `limit` has passed.
  bool sees_the_end(common::Nanoseconds limit = std::chrono::minutes(1));
  /// Waits until the peer's program has read all that was sent, as the kernel counts it: true.
  /// False where it does not within ten seconds.
  bool all_was_read() const;
  /// Closes; where all that came was read, the peer sees an orderly end.
  void close();
  /// Closes with a reset.
  void reset();

 private:
  friend class ScriptedBackend;
  std::optional<ReceivedRequest> read_head();
  bool receive();
  void cut();  // from another thread: whatever blocks returns

  std::mutex closing_;  // a descriptor is not shut down once its number is another's
  common::UniqueFd socket_;
  std::string unread_;
};

/// HTTP on a free port of 127.0.0.1, a thread for each connection. Only requests for targets that
/// begin with "/test" follow the script; any other (a balancer's own checks) gets the good reply.
/// Its functions may be called from any thread.
class ScriptedBackend {
 public:
  /// Answers one request, or does what a faulty backend does instead. Called by the connection's
  /// thread.
  using Answer = std::function<void(BackendConnection& connection, const ReceivedRequest& request)>;

  /// `name` is the content of its good replies. Refuses connections until listen() where
  /// `listening` is false. Throws CannotRun.
  explicit ScriptedBackend(std::string name, bool listening = true);
  ~ScriptedBackend();

  std::uint16_t port() const { return port_; }
  std::string endpoint() const { return "127.0.0.1:" + std::to_string(port_); }
  /// 200 with the name as content, on a connection that stands.
  std::string good_reply() const;

  /// From now on each request of the script is answered so.
  void answer_with(Answer answer);
  /// From now on each of them gets these bytes, and the connection stands.
  void answer_with(std::string bytes);

  /// Accepts connections, after crash() or from the start.
  void listen();
  /// As if its process was killed: connections end, and new ones are refused. Waits until no answer
  /// is under way.
  void crash();

  /// The script's requests so far, in the order in which their heads came.
  std::vector<ReceivedRequest> received() const;
  /// Those for `target`.
  std::vector<ReceivedRequest> received(std::string_view target) const;
  /// Connections accepted so far.
  int connections() const { return accepted_; }
  /// Connections that are open now.
  int open_connections() const { return open_; }

 private:
  struct Service {
    explicit Service(int socket) : connection(socket) {}
    BackendConnection connection;
    std::atomic<bool> done{false};
    std::jthread thread;  // the last member: it is joined before the others go
  };

  void bind_again();
  void accept_all();
  void serve(BackendConnection& connection, int number);

  const std::string name_;
  std::uint16_t port_ = 0;
  common::UniqueFd listener_;
  mutable std::mutex mutex_;  // of answer_ and received_
  Answer answer_;
  std::vector<ReceivedRequest> received_;
  std::atomic<int> accepted_{0};
  std::atomic<int> open_{0};
  std::list<Service> services_;  // of acceptor_'s thread, while it runs
  std::jthread acceptor_;
};

}  // namespace tiga::tests
