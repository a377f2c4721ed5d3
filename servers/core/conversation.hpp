// One client's HTTP conversation without its socket: octets in, octets out, and what to do next.
// Every architecture drives the same one; they differ only in how they wait (the "sans I/O" style).
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

/// Not thread-safe; lives no longer than its Worker. While idle it holds no buffer.
class Conversation {
 public:
  /// What the owner of the socket does next.
  enum class Next : std::uint8_t {
    receive,  ///< wait for octets, then received() or peer_closed(), or deadline_passed()
    work,     ///< perform work(), anywhere, then work_done(); nothing is received meanwhile
    send,     ///< send output(), held() and then file(), telling progress by sent() or file_sent()
    linger,   ///< shut down writing, read and drop for a while, then close
    close,
  };

  /// What is being waited for while Next is receive: it sets the deadline.
  enum class Phase : std::uint8_t { idle, head, content };

  /// `peer` is only named in the log.
  explicit Conversation(Worker& worker, const std::string& peer = {})
      : worker_(worker),
        peer_(peer.empty() ? nullptr : std::make_unique<const std::string>(peer)) {}

  Next next() const { return next_; }
  Phase phase() const { return phase_; }
  /// Changes whenever a phase begins, also one of the same kind: a deadline counts from there, and
  /// octets that drip in do not extend it.
  std::uint32_t phase_number() const { return phase_number_; }

  /// Where octets are to be received to. Borrows a buffer: call it when there is something to
  /// receive.
  std::span<char> room();
  /// Whether a buffer is borrowed.
  bool holds_buffer() const { return exchange_ != nullptr; }
  /// So many octets were put into room().
  void received(std::size_t octets);
  /// The peer will send no more.
  void peer_closed();
  /// The deadline of phase() has passed.
  void deadline_passed();
  /// The server is at its limit: answers 503 to whatever was asked.
  void reject();

  /// The content that is awaited, or the reply that waits for the client, for the socket's owner to
  /// begin and to look at. While a buffer is held; not begun when a content or a reply begins.
  Transfer& transfer() { return exchange_->transfer; }
  /// Of the content that is awaited, framing included.
  std::uint64_t content_octets() const { return exchange_->content_octets; }

  /// What is to be done before the request can be answered. A value of its own.
  Work work() const { return exchange_->reply.work; }
  void work_done();

  std::string_view output() const;
  /// Content that follows output() and is sent from where it is.
  std::string_view held() const { return exchange_->held; }
  /// So many octets of output(), and then of held(), were sent.
  void sent(std::size_t octets);
  /// Whether more of the same reply comes after those two.
  bool more_follows() const { return exchange_->file.fd || !exchange_->filler.done(); }
  FileContent& file() { return exchange_->file; }
  void file_sent(std::size_t octets);

 private:
  void enter(Phase phase);
  void advance();
  bool read_head();
  bool read_content();
  void begin(const http::Request& request);
  void finish_request();
  void answer();
  void refuse(http::Status status, std::string_view detail);
  void write_reply(Reply&& reply, bool head_only, http::ConnectionOption connection);
  void add_content(Reply&& reply, std::string_view content);
  void fill();
  void settle();
  void all_sent();
  Counters& counters() const { return worker_.service.counters; }

  Worker& worker_;
  std::unique_ptr<const std::string> peer_;  // where it is to be logged
  ExchangePool::Lent exchange_;
  Next next_ = Next::receive;
  Phase phase_ = Phase::idle;
  std::uint32_t phase_number_ = 1;
  bool working_ = false;  // the request is there; its work is not done
  bool closing_ = false;  // after what is in output
  bool linger_ = false;   // at that close, input may be unread
  bool peer_closed_ = false;
};

}  // namespace tiga::servers::core
