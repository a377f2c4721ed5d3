#include "servers/core/conditions.hpp"

#include <chrono>

#include "http/conditions.hpp"

namespace tiga::servers::core {
namespace {

std::uint64_t size_of_file(const Reply& reply) {
  return reply.held ? reply.held->content.size() : reply.file.left;
}

// A reply without content: only what says which state of the file the client has.
void leave_out_content(Reply& reply) {
  reply.content.clear();
  reply.filler.reset();
  reply.length_unsaid = false;
  reply.file.fd.reset();
  reply.work = {};
}

void choose_part(const http::ByteRange& range, Reply& reply) {
  reply.range = range;
  if (reply.file.fd) {
    reply.file.offset = range.first;
    reply.file.left = range.size;
  }
}

}  // namespace

void apply_conditions(const http::RequestParser& parser, Reply& reply) {
  const http::Method method = parser.request().method;
  const bool selects = method == http::Method::get || method == http::Method::head;
  if (!selects || reply.status != http::Status::ok) {
    return;
  }
  const http::Validators none;
  const http::Validators* const own = reply.validators();
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const http::Selection selection =
      http::evaluate_conditions(parser, own == nullptr ? none : *own, size_of_file(reply), now);
  switch (selection.status) {
    case http::Status::ok:
      return;
    case http::Status::not_modified:
      leave_out_content(reply);
      break;
    case http::Status::partial_content:
      choose_part(selection.range, reply);
      break;
    default:
      reply = Resources::error(selection.status);
      reply.range = selection.range;
  }
  reply.status = selection.status;
}

}  // namespace tiga::servers::core
