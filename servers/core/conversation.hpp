// One client's HTTP conversation without its socket: bytes in, bytes out, and the next action.
// Every architecture drives the same state machine and differs only in how it waits (the "sans I/O"
// style).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "http/serializer.hpp"
#include "servers/core/service.hpp"

namespace tiga::servers::core {

/// Not thread-safe. Its Worker must outlive it. While idle it holds no buffer.
class Conversation {
 public:
  /// What the socket's owner must do next.
  enum class Next : std::uint8_t {
    receive,  ///< wait for input, then call received(), peer_closed() or deadline_passed()
    work,     ///< perform work() on any thread, then call work_done(); do not receive meanwhile
    send,     ///< send output(), held(), then file(); report progress by sent() or file_sent()
    linger,   ///< shut down writing, read and drop input for a while, then close
    close,
  };

  /// What is awaited while Next is receive; it selects the deadline. Empty lines before a request
  /// belong to idle: they begin none, and do not extend its deadline (RFC 9112 §2.2).
  enum class Phase : std::uint8_t { idle, head, content };

  /// `peer` is used only for logging.
  explicit Conversation(Worker& worker, const std::string& peer = {})
      : worker_(worker),
        peer_(peer.empty() ? nullptr : std::make_unique<const std::string>(peer)) {}

  Next next() const { return next_; }
  Phase phase() const { return phase_; }
  /// Changes whenever a phase begins, also one of the same kind. A deadline counts from there;
  /// bytes that arrive later in the phase do not extend it.
  std::uint32_t phase_number() const { return phase_number_; }

  /// Where to receive input. Borrows a buffer, so call it only when there is input.
  std::span<char> room();
  /// Whether a buffer is borrowed.
  bool holds_buffer() const { return context_ != nullptr; }
  /// `bytes` bytes were written into room().
  void received(std::size_t bytes);
  /// The peer has shut down its side.
  void peer_closed();
  /// The deadline of phase() has passed.
  void deadline_passed();
  /// No further request is awaited; phase() is idle. The close lingers, since a request may cross
  /// it, and a reset would hide from its client that nothing was answered (RFC 9112 §9.6).
  void leave_idle();
  /// The server is at its limit: answers 503 to any request, before it is read and so without
  /// content (RFC 9110 §9.3.2).
  void reject();

  /// The rate of the awaited content, or of the reply that waits for the client. The socket's owner
  /// begins it and checks it. Valid while a buffer is held; reset when a content or a reply begins.
  Transfer& transfer() { return context_->transfer; }
  /// Bytes of the awaited content so far, framing included.
  std::uint64_t content_bytes() const { return context_->content_bytes; }

  /// The work to do before the request can be answered; a copy that outlives the conversation.
  Work work() const { return context_->reply.work; }
  void work_done();

  std::string_view output() const;
  /// Content that follows output(); it is sent from its own memory.
  std::string_view held() const { return context_->held; }
  /// `bytes` bytes of output(), then of held(), were sent.
  void sent(std::size_t bytes);
  /// Whether the reply continues after output() and held().
  bool more_follows() const { return context_->file.fd || !context_->filler.done(); }
  FileContent& file() { return context_->file; }
  void file_sent(std::size_t bytes);

 private:
  void enter(Phase phase);
  void advance();
  bool read_head();
  bool read_content();
  void begin(const http::Request& request);
  void finish_request();
  void answer();
  void refuse(http::Status status, std::string_view detail);
  void reply_and_close(Reply&& reply, bool head_only);
  void write_reply(Reply&& reply, bool head_only, http::ConnectionOption connection);
  void add_content(Reply&& reply, std::string_view content);
  void fill();
  void settle();
  void all_sent();
  Counters& counters() const { return worker_.service.counters; }

  Worker& worker_;
  std::unique_ptr<const std::string> peer_;  // only if requests are logged
  RequestContextPool::Lent context_;
  Next next_ = Next::receive;
  Phase phase_ = Phase::idle;
  std::uint32_t phase_number_ = 1;
  bool working_ = false;  // the request is complete; its work is not
  bool closing_ = false;  // after the pending output
  bool linger_ = false;   // the close must linger: input may be unread
  bool peer_closed_ = false;
};

}  // namespace tiga::servers::core
