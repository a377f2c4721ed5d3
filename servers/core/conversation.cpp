#include "servers/core/conversation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tiga::servers::core {
namespace {

// Pipelined requests are answered together until this much is to be sent.
constexpr std::size_t output_batch = 16 * 1024;
// A content up to this size is copied behind its head: cheaper than to send it from where it is.
constexpr std::size_t copied_content = 2 * 1024;

http::ConnectionOption connection_option(const Exchange& exchange) {
  if (!exchange.keep_alive) {
    return http::ConnectionOption::close;
  }
  return exchange.http_1_0 ? http::ConnectionOption::keep_alive : http::ConnectionOption::unsaid;
}

}  // namespace

std::span<char> Conversation::room() {
  if (!exchange_) {
    exchange_ = worker_.exchanges.lend();
  }
  return exchange_->input.room();
}

void Conversation::received(std::size_t octets) {
  counters().octets_received.add(octets);
  exchange_->input.commit(octets);
  advance();
}

void Conversation::enter(Phase phase) {
  phase_ = phase;
  ++phase_number_;
}

void Conversation::advance() {
  while (!closing_ && !working_ && exchange_->output.size() < output_batch && !exchange_->file.fd &&
         exchange_->held.empty() && exchange_->filler.done()) {
    if (!(phase_ == Phase::content ? read_content() : read_head())) {
      break;
    }
  }
  settle();
}

bool Conversation::read_head() {
  Exchange& exchange = *exchange_;
  if (exchange.input.empty()) {
    return false;
  }
  if (phase_ != Phase::head) {
    enter(Phase::head);
  }
  switch (exchange.parser.parse(exchange.input.view())) {
    case http::RequestParser::State::need_more:
      return false;
    case http::RequestParser::State::failed:
      counters().requests_malformed.add();
      refuse(http::status_of(exchange.parser.error()), http::describe(exchange.parser.error()));
      return false;
    case http::RequestParser::State::complete:
      break;
  }
  begin(exchange.parser.request());
  exchange.input.consume(exchange.parser.consumed());
  exchange.parser.reset();
  return true;
}

void Conversation::begin(const http::Request& request) {
  Exchange& exchange = *exchange_;
  counters().requests.add();
  enter(Phase::content);
  exchange.content_octets = 0;
  exchange.echo.clear();
  exchange.transfer.end();
  exchange.head_only = request.method == http::Method::head;
  exchange.http_1_0 = request.minor_version == 0;
  exchange.keep_alive = request.keep_alive;
  exchange.body = http::BodyDecoder(request.framing, request.content_length,
                                    worker_.service.options.limits.content);
  exchange.reply = worker_.service.resources.reply_to(request);
  if (worker_.service.log.requests()) {
    exchange.log_line =
        fmt::format("{} {} HTTP/1.{}", request.method_name, request.target, request.minor_version);
  }
  if (!request.expect_continue || request.framing == http::Framing::none ||
      exchange.input.view().size() > exchange_->parser.consumed()) {
    return;  // nothing is awaited, or the content is on its way already (RFC 9110 §10.1.1)
  }
  if (exchange.reply.echo) {
    exchange.output += http::continue_head();
  } else {  // a final reply in place of 100; whether content follows is then unknown
    exchange.keep_alive = false;
    linger_ = true;
    finish_request();
  }
}

bool Conversation::read_content() {
  Exchange& exchange = *exchange_;
  while (exchange.body.state() == http::BodyDecoder::State::need_more) {
    const http::BodyDecoder::Step step = exchange.body.step(exchange.input.view());
    if (exchange.reply.echo) {
      exchange.echo += step.content;
    }
    exchange.input.consume(step.consumed);
    exchange.content_octets += step.consumed;
    if (step.state == http::BodyDecoder::State::need_more && step.consumed == 0) {
      return false;
    }
  }
  if (exchange.body.state() == http::BodyDecoder::State::failed) {
    counters().requests_malformed.add();
    refuse(http::status_of(exchange.body.error()), http::describe(exchange.body.error()));
    return false;
  }
  finish_request();
  return true;
}

void Conversation::finish_request() {
  working_ = static_cast<bool>(exchange_->reply.work);
  if (!working_) {
    answer();
  }
}

void Conversation::work_done() {
  working_ = false;
  answer();
  advance();
}

void Conversation::answer() {
  Exchange& exchange = *exchange_;
  enter(Phase::idle);
  // To HTTP/1.0 only the close tells the end of what has no length (RFC 9112 §6.3).
  const bool ends_by_close = exchange.reply.length_unsaid && exchange.http_1_0;
  exchange.keep_alive =
      exchange.keep_alive && !ends_by_close && !worker_.last_request && !worker_.service.draining;
  if (!exchange.keep_alive) {
    closing_ = true;
    linger_ =
        linger_ || !exchange.input.empty() || exchange.reply.status >= http::Status::bad_request;
  }
  write_reply(std::exchange(exchange.reply, {}), exchange.head_only, connection_option(exchange));
}

void Conversation::refuse(http::Status status, std::string_view detail) {
  enter(Phase::idle);
  closing_ = true;
  linger_ = true;
  exchange_->log_line.assign(1, '-');
  write_reply(Resources::error(status, detail), false, http::ConnectionOption::close);
}

void Conversation::write_reply(Reply&& reply, bool head_only, http::ConnectionOption connection) {
  Exchange& exchange = *exchange_;
  const int status = static_cast<int>(reply.status);
  const bool chunked = reply.length_unsaid && !exchange.http_1_0;
  const http::Field field =
      chunked ? http::Field{"Transfer-Encoding", "chunked"} : http::Field{"Allow", allowed_methods};
  const std::size_t before = exchange.output.size();
  const std::string_view content = reply.held   ? std::string_view(reply.held->content)
                                   : reply.echo ? std::string_view(exchange.echo)
                                                : std::string_view(reply.content);
  const std::uint64_t size =
      reply.file.fd ? reply.file.left : reply.filler.value_or(content.size());
  http::write_head(
      {.status = reply.status,
       .date = worker_.date.now(),
       .content_type = reply.held ? reply.held->content_type : reply.content_type,
       .content_length = reply.length_unsaid ? std::nullopt : std::optional<std::uint64_t>(size),
       .connection = connection,
       .fields = {&field, reply.allow || chunked ? 1U : 0U}},
      exchange.output);
  const std::uint64_t logged = exchange.output.size() - before + (head_only ? 0 : size);
  if (!head_only) {
    exchange.filler = reply.filler ? Filler(*reply.filler, chunked) : Filler();
    fill();
    add_content(std::move(reply), content);
  }
  exchange.transfer.end();
  ++exchange.replies_in_output;
  counters().replies_by_class[static_cast<std::size_t>(status) / 100].add();
  if (worker_.service.log.requests()) {
    worker_.service.log.request(peer_ ? *peer_ : "", exchange.log_line, status, logged);
  }
}

// The next piece of what is made while it is sent, if there is one.
void Conversation::fill() {
  Exchange& exchange = *exchange_;
  if (exchange.filler.done()) {
    return;
  }
  const std::string_view piece = exchange.filler.next(exchange.output);
  if (piece.size() <= copied_content) {
    exchange.output += piece;
  } else {
    exchange.held = piece;
  }
}

void Conversation::add_content(Reply&& reply, std::string_view content) {
  Exchange& exchange = *exchange_;
  if (content.size() <= copied_content || !(reply.held || reply.echo)) {
    exchange.output += content;
  } else {
    exchange.held = content;
    exchange.held_file = std::move(reply.held);
  }
  exchange.file = std::move(reply.file);
}

void Conversation::peer_closed() {
  peer_closed_ = true;
  if (phase_ == Phase::idle) {
    closing_ = true;
  } else {
    counters().requests_malformed.add();
    refuse(http::Status::bad_request, "the request was not sent to its end");
  }
  settle();
}

void Conversation::deadline_passed() {
  if (phase_ == Phase::idle) {
    closing_ = true;
  } else {
    counters().requests_timed_out.add();
    refuse(http::Status::request_timeout,
           phase_ == Phase::head ? "the head took too long" : "the content took too long");
  }
  settle();
}

void Conversation::reject() {
  room();
  counters().connections_rejected.add();
  refuse(http::Status::service_unavailable, "too many connections are open");
  settle();
}

// Decides what comes next, and gives the buffer back where nothing is in progress.
void Conversation::settle() {
  if (exchange_ && (!exchange_->output.empty() || !exchange_->held.empty() || exchange_->file.fd)) {
    next_ = Next::send;
    return;
  }
  if (working_) {
    next_ = Next::work;
    return;
  }
  if (closing_) {
    next_ = linger_ && !peer_closed_ ? Next::linger : Next::close;
    exchange_.reset();
    return;
  }
  next_ = Next::receive;
  if (phase_ == Phase::idle) {
    exchange_.reset();
  }
}

std::string_view Conversation::output() const {
  return std::string_view(exchange_->output).substr(exchange_->output_sent);
}

void Conversation::sent(std::size_t octets) {
  counters().octets_sent.add(octets);
  const std::size_t of_output = std::min(octets, output().size());
  exchange_->output_sent += of_output;
  exchange_->held.remove_prefix(octets - of_output);
  if (!output().empty() || !held().empty() || exchange_->file.fd) {
    return;
  }
  if (exchange_->filler.done()) {
    return all_sent();
  }
  exchange_->output.clear();
  exchange_->output_sent = 0;
  fill();
}

void Conversation::file_sent(std::size_t octets) {
  counters().octets_sent.add(octets);
  exchange_->file.left -= octets;
  if (exchange_->file.left == 0) {
    all_sent();
  }
}

void Conversation::all_sent() {
  counters().replies.add(std::exchange(exchange_->replies_in_output, 0));
  exchange_->output.clear();
  exchange_->output_sent = 0;
  exchange_->held_file.reset();
  exchange_->file = {};
  exchange_->transfer.end();
  advance();
}

}  // namespace tiga::servers::core
