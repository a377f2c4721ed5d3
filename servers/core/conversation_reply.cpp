// The sending half of a conversation: replies are written, and sent piece by piece.
#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>

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

// The content that is in memory.
std::string_view content_of(const Reply& reply, const std::string& echo) {
  if (reply.status == http::Status::not_modified) {
    return {};
  }
  if (reply.held) {
    const std::string_view whole = reply.held->content;
    return reply.status == http::Status::partial_content
               ? whole.substr(reply.range.first, reply.range.size)
               : whole;
  }
  return reply.echo ? echo : reply.content;
}

// The fields that not every reply has.
class FurtherFields {
 public:
  FurtherFields(const Reply& reply, bool chunked) {
    if (chunked) {
      add({"Transfer-Encoding", "chunked"});
    }
    if (reply.allow) {
      add({"Allow", allowed_methods});
    }
    if (const http::Validators* of_file = reply.validators(); of_file != nullptr) {
      add({"ETag", of_file->etag()});
      add({"Last-Modified", of_file->last_modified()});
    }
    if (reply.status == http::Status::partial_content ||
        reply.status == http::Status::range_not_satisfiable) {
      add({"Content-Range", http::write_content_range(reply.range, range_)});
    }
  }
  std::span<const http::Field> all() const { return {fields_.data(), count_}; }

 private:
  void add(const http::Field& field) { fields_[count_++] = field; }

  std::array<http::Field, 3> fields_;
  std::size_t count_ = 0;
  std::array<char, http::longest_content_range> range_;
};

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
  write_reply(std::move(context.reply), context.head_only, connection_option(context));
}

// Of the request that is being read, as far as it has arrived: no reply to HEAD has content,
// whatever the reply is (RFC 9110 §9.3.2).
bool Conversation::is_to_head() const {
  return phase_ == Phase::content ? context_->head_only : context_->parser.is_head();
}

void Conversation::refuse(http::Status status, std::string_view detail) {
  const bool to_head = is_to_head();
  enter(Phase::idle);
  closing_ = true;
  linger_ = true;
  context_->log_line.assign(1, '-');
  write_reply(Resources::error(status, detail), to_head, http::ConnectionOption::close);
}

void Conversation::write_reply(Reply&& reply, bool head_only, http::ConnectionOption connection) {
  RequestContext& context = *context_;
  const int status = static_cast<int>(reply.status);
  const bool chunked = reply.length_unsaid && !context.http_1_0;
  const bool bare = reply.status == http::Status::not_modified;  // RFC 9110 §15.4.5
  const bool has_length = !reply.length_unsaid && !bare;
  const FurtherFields fields(reply, chunked);
  const std::size_t before = context.output.size();
  const std::string_view content = content_of(reply, context.echo);
  const std::uint64_t size =
      reply.file.fd ? reply.file.left : reply.filler.value_or(content.size());
  http::write_head(
      {.status = reply.status,
       .date = worker_.date.now(),
       .content_type = bare         ? std::string_view()
                       : reply.held ? reply.held->content_type
                                    : reply.content_type,
       .content_length = has_length ? std::optional<std::uint64_t>(size) : std::nullopt,
       .connection = connection,
       .fields = fields.all()},
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
