#include <algorithm>

#include "tests/conformance/plain_grammar.hpp"
#include "tests/conformance/plain_message.hpp"

namespace tiga::conformance {
namespace {

using namespace grammar;
using namespace plain;

constexpr std::uint64_t most_reply_content = huge / 2;

// RFC 9112 §4.
void read_status_line(const std::string& line, PlainReply& reply) {
  reply.minor_version = read_version(std::string_view(line).substr(0, 8));
  require(line.size() >= 12 && line[8] == ' ' && is_number(line.substr(9, 3)),
          "9112 4: a malformed status");
  reply.status = std::stoi(line.substr(9, 3));
  if (reply.status < 100 || reply.status > 599) {
    reply.open.insert(Open::status_range);
  }
  require(reply.status != 101, "9110 15.2.2: 101 without a request for it");
  if (line.size() == 12) {
    reply.open.insert(Open::no_space);
    return;
  }
  require(line[12] == ' ' && is_field_text(line.substr(13)), "9112 4: a malformed reason");
}

// RFC 9112 §6.3 rules 4 to 8.
void read_reply_framing(PlainReply& reply) {
  reply.body = Body::until_close;
  read_length(reply, most_reply_content);
  const std::vector<std::string> codings = read_codings(reply);
  for (std::size_t index = 0; index < codings.size(); ++index) {
    const std::string& coding = codings[index];
    const std::string name = trim(coding.substr(0, coding.find(';')));
    require(is_token(name), "9112 7: a malformed coding");
    if (name == "chunked") {
      require(coding == name, "9112 7.1: a parameter of chunked");
      require(std::ranges::count(codings, "chunked") == 1, "9112 6.1: chunked twice");
      reply.body = index + 1 == codings.size() ? Body::chunked : Body::until_close;
    }
  }
}

void read_reply(Cursor& cursor, PlainReply& reply, bool to_head) {
  const std::vector<std::string> lines = take_head(cursor, reply);
  read_status_line(lines.front(), reply);
  read_fields(lines, reply);
  const std::vector<std::string> hosts = values_of(reply, "host");
  for (const std::string& host : hosts) {
    const Authority authority = read_authority(host);
    if (hosts.size() > 1 || !authority.valid || authority.ip_future) {
      reply.open.insert(Open::reply_host);
    }
  }
  reply.persists = read_persistence(reply);
  // RFC 9112 §6.3 rule 1.
  const bool is_bare = to_head || reply.status < 200 || reply.status == 204 || reply.status == 304;
  try {
    read_reply_framing(reply);
  } catch (const Refusal&) {
    if (!is_bare) {
      throw;
    }
    reply.open.insert(Open::unused_framing);
  }
  if (is_bare) {
    reply.body = Body::none;
  }
  reply.persists = reply.persists && reply.body != Body::until_close;
  read_content(cursor, reply, most_reply_content, most_fields);
}

}  // namespace

std::vector<PlainReply> read_replies_plainly(std::string_view stream,
                                             const std::vector<bool>& to_head) {
  std::vector<PlainReply> replies;
  Cursor cursor(stream);
  std::size_t final_replies = 0;
  while (!cursor.at_end()) {
    const bool head = final_replies < to_head.size() && to_head[final_replies];
    replies.push_back(read_one<PlainReply>(
        cursor, [head](Cursor& from, PlainReply& reply) { read_reply(from, reply, head); }));
    if (replies.back().result != PlainMessage::Result::accepted) {
      return replies;
    }
    final_replies += replies.back().status >= 200 ? 1U : 0U;
  }
  return replies;
}

}  // namespace tiga::conformance
