// What goes to the client, and the end of its connection.
#include <sys/socket.h>

#include <cerrno>
#include <utility>

#include "servers/balancer/session.hpp"
#include "servers/core/content/resources.hpp"
#include "servers/core/socket_io.hpp"

namespace tiga::servers::balancer {

using loop::ErrorCode;

// Sends an error reply and closes.
void Session::refuse(http::Status status, std::string_view detail) {
  send_own(core::Resources::error(status, detail), forward_->head_only,
           http::ConnectionOption::close, detail);
}

// The same if no head was read completely: `forward_` then still describes the previous request.
void Session::refuse_unread(http::Status status, std::string_view detail) {
  forward_.reset();
  send_own(core::Resources::error(status, detail),
           context_->parser.method_so_far() == http::Method::head, http::ConnectionOption::close,
           detail);
}

// A request that no backend gets.
void Session::answer_itself(const core::Reply& reply, bool may_persist) {
  forward_->keep_alive = forward_->keep_alive && may_persist && !loop_.service.draining;
  send_own(reply, forward_->head_only, forward_->connection_option(), "answered by the balancer");
}

void Session::send_own(const core::Reply& reply, bool head_only, http::ConnectionOption connection,
                       std::string_view detail) {
  state_ = State::replying;
  close_after_ = connection == http::ConnectionOption::close;
  linger_after_ = close_after_;
  const bool retry = reply.status == http::Status::service_unavailable;
  const http::Field field =
      retry ? http::Field{"Retry-After", "1"} : http::Field{"Allow", core::allowed_methods};
  const std::size_t before = context_->output.size();
  http::write_head({.status = reply.status,
                    .date = loop_.worker.date.now(),
                    .content_type = reply.content_type,
                    .content_length = reply.content.size(),
                    .connection = connection,
                    .fields = {&field, retry || reply.allow ? 1U : 0U}},
                   context_->output);
  if (!head_only) {
    context_->output += reply.content;
  }
  const int code = static_cast<int>(reply.status);
  counters().replies_by_class[static_cast<std::size_t>(code) / 100].add();
  loop_.service.log.request(client_address_, forward_ ? forward_->log_line : "-", code,
                            context_->output.size() - before, detail);
  if (flush_client()) {
    on_reply_sent();
  }
}

// Whether all output is sent; if not, the session waits or is closed.
bool Session::flush_client() {
  core::RequestContext& context = *context_;
  while (context.output_sent < context.output.size()) {
    const std::string_view left = std::string_view(context.output).substr(context.output_sent);
    const auto sent = client_->send(left);
    if (!sent || *sent == 0) {
      sent ? await_client_writable() : close();
      return false;
    }
    counters().bytes_sent.add(*sent);
    context.output_sent += *sent;
  }
  context.output.clear();
  context.output_sent = 0;
  context.transfer.end();
  return true;
}

void Session::await_client_writable() {
  if (client_->awaits_writable()) {
    return;
  }
  core::Transfer& reply = context_->transfer;
  if (!reply.begun()) {
    const core::Options& server = options_.server;
    reply.begin(set_deadline(core::check_interval(server.read_floor(), server.idle_timeout)),
                core::bytes_taken(client_->native_handle()));
  }
  client_->await_writable(
      [this, self = shared_from_this()](ErrorCode, std::size_t) { client_writable(); });
}

// Keeps waiting while the client takes the reply fast enough. Once it has taken all pending output
// the next wait gets a new deadline: the backend's delays are not the client's.
void Session::check_reply() {
  const core::Options& server = options_.server;
  const core::RateFloor floor = server.read_floor();
  const auto now = common::SteadyClock::now();
  core::Transfer& reply = context_->transfer;
  reply.moved(now, core::bytes_taken(client_->native_handle()));
  if (now >= core::reply_due(reply, floor, server.idle_timeout)) {
    return close();
  }
  set_deadline(core::check_interval(floor, server.idle_timeout));
}

void Session::client_writable() {
  if (state_ == State::lingering) {
    return;  // a refusal took what had to wait along
  }
  const common::TimePoint since = context_->transfer.began();
  if (!flush_client()) {
    return;
  }
  if (state_ != State::queued && state_ != State::forwarding) {
    return on_reply_sent();
  }
  if (!forward_->reply_begun) {  // an interim reply had to wait, and so had all else
    const common::TimePoint now = common::SteadyClock::now();
    forward_->clock.skip(since, now);
    begin_to_look(now);
  }
  if (state_ == State::forwarding) {
    pump_download();
  }
}

// A final reply was passed to the kernel completely. If no backend was asked this is still inside
// read_request(), which a pipeline of such requests must not enter again and again.
void Session::on_reply_sent() {
  counters().replies.add();
  if (close_after_) {
    return linger_after_ || !context_->input.empty() ? linger() : close();
  }
  if (forward_->tries > 0) {
    return read_request();
  }
  loop_.io->post([this, self = shared_from_this()] {
    if (state_ == State::replying) {
      read_request();
    }
  });
}

void Session::reject() {
  context_ = loop_.worker.contexts.lend();
  counters().connections_rejected.add();
  core::Reply reply;  // without content: the request, which is not read, may be a HEAD
  reply.status = http::Status::service_unavailable;
  send_own(reply, false, http::ConnectionOption::close, "too many connections are open");
}

void Session::drain() {
  if (state_ == State::reading_head && awaited_ != Awaited::head_end) {
    client_->shutdown(SHUT_RD);  // input that has arrived is still read
  }
}

void Session::linger() {
  state_ = State::lingering;
  client_->cancel_receive();  // late content would be received into a buffer that has another owner
                              // by then
  context_.reset();
  client_->shutdown(SHUT_WR);
  set_deadline(core::linger_time);
  client_->drop_input(first_, core::linger_bytes,
                      [this, self = shared_from_this()](ErrorCode, std::size_t) { close(); });
}

// Whether the reply so far is incomplete, and only the end of the connection could tell the client
// so.
bool Session::is_end_unmarked() const {
  if (context_ && context_->output_sent < context_->output.size()) {
    return true;
  }
  return state_ == State::forwarding && forward_->reply_begun && forward_->unmarked_end;
}

void Session::close() {
  const auto self = shared_from_this();  // drop_upstream() may release the last other reference
  if (is_end_unmarked()) {
    client_->reset_at_close();
  }
  state_ = State::closed;
  loop::Deadlines::clear(*this);
  leave_queue();
  if (upstream_) {  // the client left: the backend's work is not needed
    ++upstream_->backend().counts().cancelled;
    drop_upstream();
  }
  client_->close();
}

}  // namespace tiga::servers::balancer
