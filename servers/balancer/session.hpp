// One client connection whose requests are balanced one by one.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "servers/balancer/backends.hpp"
#include "servers/balancer/forward.hpp"
#include "servers/balancer/options.hpp"
#include "servers/balancer/upstream.hpp"
#include "servers/core/request_context.hpp"
#include "servers/loop/server_loop.hpp"

namespace tiga::servers::balancer {

/// Reads a request's head, picks a backend, forwards the request, and relays the reply as it
/// arrives; body and reply may be in progress at the same time. Each has one buffer: input that the
/// slower side cannot take yet is not read from the other. session.cpp: reading and dispatch;
/// session_client.cpp: output to the client and the end of its connection; session_backend.cpp:
/// tries and failures; session_deadlines.cpp: who is late; session_forward.cpp: the two directions.
class Session final : public loop::Connection,
                      private loop::Timed,
                      private Upstream::User,
                      private Waiter {
 public:
  Session(loop::Loop& loop, const Options& options, Backends& backends, common::UniqueFd client);

  void start() override { read_request(); }
  void reject() override;
  void drain() override;
  void abort() override { close(); }

 private:
  enum class State : std::uint8_t { reading_head, queued, forwarding, replying, lingering, closed };
  /// What has a deadline while a head is read. Empty lines begin no request (RFC 9112 §2.2).
  enum class Awaited : std::uint8_t { nothing, request, head_end };

  // The client's side.
  void read_request();
  void await_request();
  void await(Awaited what, std::chrono::milliseconds span);
  void receive_from_client();
  void on_client_bytes(loop::ErrorCode error, std::size_t bytes, bool into_first);
  void begin_forward();
  void set_forward(const http::RequestParser& parser);
  void answer_itself(const core::Reply& reply, bool may_persist);
  void refuse(http::Status status, std::string_view detail);
  void refuse_unread(http::Status status, std::string_view detail);
  void send_own(const core::Reply& reply, bool head_only, http::ConnectionOption connection,
                std::string_view detail);
  bool flush_client();
  void await_client_writable();
  void check_reply();
  void client_writable();
  void on_reply_sent();
  bool is_end_unmarked() const;
  void linger();
  void close();
  void deadline_passed() override;

  // Tries.
  void try_next_backend();
  void choose_again() override;
  void wait_in_queue();
  void begin_try(Backend& backend);
  void share_time_among_addresses(common::Nanoseconds used, std::size_t count);
  void try_failed(Failure failure, http::Status status, const std::string& why);
  void retry_or_give_up(http::Status status, std::string detail);
  void try_elsewhere(http::Status otherwise, std::string detail);
  void give_up(http::Status status, std::string_view detail);
  void blame(Failure failure, std::string_view why);
  void no_reply(UpstreamFailure failure);
  void bad_reply(std::string_view what);
  void backend_cut_reply(std::string_view how);
  void cut_reply();
  void drop_upstream();
  void leave_queue();
  void upstream_connected() override;
  void upstream_failed(UpstreamFailure failure) override;

  // Deadlines.
  common::TimePoint set_deadline(std::chrono::milliseconds span);
  void await_backend();
  void await_client();
  void reply_progressed();
  void begin_to_look(common::TimePoint now);
  void look();
  void look_later(common::TimePoint now, std::chrono::milliseconds longest);
  void backend_is_late(common::TimePoint now);
  bool goes_on_connecting(common::TimePoint now);
  std::string why_late() const;
  void content_is_late();

  // The two directions.
  void pump_upload();
  bool take_content();
  void receive_content();
  void stop_upload();
  bool send_upstream(std::string_view bytes, std::size_t& sent);
  void pump_download();
  bool relay_head();
  bool relay_interim();
  bool relay_body();
  void relay(std::string_view content);
  void end_forward();
  void upstream_received() override;
  void upstream_writable() override;

  core::Counters& counters() { return loop_.service.counters; }

  loop::Loop& loop_;
  const Options& options_;
  Backends& backends_;
  loop::SocketPtr client_;
  std::string client_address_;
  State state_ = State::reading_head;
  core::RequestContextPool::Lent context_;  // the client's input and output; null while idle
  std::unique_ptr<Forward> forward_;        // reused by the next request
  std::shared_ptr<Upstream> upstream_;
  std::shared_ptr<Connection> in_queue_;  // itself: keeps it alive in the queue
  Awaited awaited_ = Awaited::nothing;
  bool close_after_ = false;   // after the pending output
  bool linger_after_ = false;  // the close must linger: input may be unread
  std::array<char, 512> first_;
};

}  // namespace tiga::servers::balancer
