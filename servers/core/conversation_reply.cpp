// The sending half of a conversation: replies are written, and sent piece by piece.
#include <algorithm>
#include <utility>

#include "servers/core/content/conditions.hpp"
#include "servers/core/conversation.hpp"

namespace tiga::servers::core {
namespace {

// Content up to this size is copied behind its head, which is cheaper than a second buffer for the
// send.
constexpr std::size_t copied_content = 2 * 1024;

http::ConnectionOption connection_option(const RequestContext& context) {
  if (!context.keep_alive) {
    return http::ConnectionOption::close;
  }
  return context.http_1_0 ? http::ConnectionOption::keep_alive : http::ConnectionOption::unsaid;
}

// The content, if it is in memory before the head is written.
std::string_view content_of(const Reply& reply, std::string_view echo) {
  if (reply.sends_file()) {
    const std::string_view file = reply.held->content;
    return reply.file.fd ? std::string_view() : file.substr(reply.file.offset, reply.file.left);
  }
  return reply.echo ? echo : std::string_view(reply.content);
}

// The field lines that are the file's.
std::string_view file_lines(const Reply& reply) {
  if (reply.sends_file()) {
    return reply.held->validators.lines;
  }
  const bool not_modified = reply.status == http::Status::not_modified && reply.held;
  return not_modified ? reply.held->validators.tag_line() : std::string_view();
}

// The field that only some replies have; without a name for the others.
http::Field special_field(const Reply& reply, bool chunked, ContentRangeText& text) {
  if (chunked) {
    return {"Transfer-Encoding", "chunked"};
  }
  if (reply.allow) {
    return {"Allow", allowed_methods};
  }
  const std::string_view range = reply.held ? content_range(reply, text) : std::string_view();
  return range.empty() ? http::Field() : http::Field{"Content-Range", range};
}

}  // namespace

void Conversation::answer() {
  RequestContext& context = *context_;
  enter(Phase::idle);
  // An HTTP/1.0 client recognises the end of a reply without length only by the close (RFC 9112
  // §6.3).
  const bool ends_by_close = context.reply.length_unsaid && context.http_1_0;
  context.keep_alive =
      context.keep_alive && !ends_by_close && !worker_.last_request && !worker_.service.draining;
  if (!context.keep_alive) {
    closing_ = true;
    linger_ =
        linger_ || !context.input.empty() || context.reply.status >= http::Status::bad_request;
  }
  write_reply(std::exchange(context.reply, {}), context.head_only, connection_option(context));
}

void Conversation::refuse(http::Status status, std::string_view detail) {
  const RequestContext& context = *context_;
  const bool head_only = phase_ == Phase::content
                             ? context.head_only
                             : context.parser.method_so_far() == http::Method::head;
  reply_and_close(Resources::error(status, detail), head_only);
}

void Conversation::reply_and_close(Reply&& reply, bool head_only) {
  enter(Phase::idle);
  closing_ = true;
  linger_ = true;
  context_->log_line.assign(1, '-');
  write_reply(std::move(reply), head_only, http::ConnectionOption::close);
}

void Conversation::write_reply(Reply&& reply, bool head_only, http::ConnectionOption connection) {
  RequestContext& context = *context_;
  const int status = static_cast<int>(reply.status);
  const bool chunked = reply.length_unsaid && !context.http_1_0;
  ContentRangeText text;
  const http::Field field = special_field(reply, chunked, text);
  const std::size_t before = context.output.size();
  const std::string_view content = content_of(reply, context.echo);
  const std::uint64_t size =
      reply.sends_file() ? reply.file.left : reply.filler.value_or(content.size());
  const bool has_length = !reply.length_unsaid && reply.status != http::Status::not_modified;
  http::write_head(
      {.status = reply.status,
       .date = worker_.date.now(),
       .content_type = reply.sends_file() ? reply.held->content_type : reply.content_type,
       .content_length = has_length ? std::optional<std::uint64_t>(size) : std::nullopt,
       .connection = connection,
       .lines = file_lines(reply),
       .fields = {&field, field.name.empty() ? 0U : 1U}},
      context.output);
  const std::uint64_t logged = context.output.size() - before + (head_only ? 0 : size);
  if (!head_only) {
    context.filler = reply.filler ? Filler(*reply.filler, chunked) : Filler();
    fill();
    add_content(std::move(reply), content);
  }
  context.transfer.end();
  ++context.replies_in_output;
  counters().replies_by_class[static_cast<std::size_t>(status) / 100].add();
  if (worker_.service.log.requests()) {
    worker_.service.log.request(peer_ ? *peer_ : "", context.log_line, status, logged);
  }
}

// Appends the next piece of generated content, if any.
void Conversation::fill() {
  RequestContext& context = *context_;
  if (context.filler.done()) {
    return;
  }
  const std::string_view piece = context.filler.next(context.output);
  if (piece.size() <= copied_content) {
    context.output += piece;
  } else {
    context.held = piece;
  }
}

void Conversation::add_content(Reply&& reply, std::string_view content) {
  RequestContext& context = *context_;
  if (content.size() <= copied_content || !(reply.held || reply.echo)) {
    context.output += content;
  } else {
    context.held = content;
    context.held_file = std::move(reply.held);
  }
  context.file = std::move(reply.file);
}

std::string_view Conversation::output() const {
  return std::string_view(context_->output).substr(context_->output_sent);
}

void Conversation::sent(std::size_t bytes) {
  counters().bytes_sent.add(bytes);
  const std::size_t of_output = std::min(bytes, output().size());
  context_->output_sent += of_output;
  context_->held.remove_prefix(bytes - of_output);
  if (!output().empty() || !held().empty() || context_->file.fd) {
    return;
  }
  if (context_->filler.done()) {
    return all_sent();
  }
  context_->output.clear();
  context_->output_sent = 0;
  fill();
}

void Conversation::file_sent(std::size_t bytes) {
  counters().bytes_sent.add(bytes);
  context_->file.left -= bytes;
  if (context_->file.left == 0) {
    all_sent();
  }
}

void Conversation::all_sent() {
  counters().replies.add(std::exchange(context_->replies_in_output, 0));
  context_->output.clear();
  context_->output_sent = 0;
  context_->held_file.reset();
  context_->file = {};
  context_->transfer.end();
  advance();
}

}  // namespace tiga::servers::core
