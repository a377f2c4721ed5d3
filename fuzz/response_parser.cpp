#include <algorithm>
#include <string>

#include "fuzz/targets.hpp"
#include "http/body_decoder.hpp"
#include "http/response_parser.hpp"

namespace tiga::fuzz {
namespace {

constexpr http::Limits limits = {.target = 40, .header_section = 200, .fields = 6, .content = 100};

/// What a client knows about a reply at its end.
struct Reply {
  http::ResponseParser::State head = http::ResponseParser::State::need_more;
  http::BodyDecoder::State body = http::BodyDecoder::State::need_more;
  http::ParseError error = http::ParseError::none;
  int status = 0;
  bool keep_alive = false;
  std::size_t consumed = 0;
  std::size_t fields = 0;
  std::string content;

  bool operator==(const Reply&) const = default;
};

/// Reads a reply that arrives in pieces of `stride` bytes; then the peer closes.
Reply read_reply(std::string_view input, bool to_head, std::size_t stride) {
  http::ResponseParser parser(limits);
  http::BodyDecoder decoder;
  Reply reply;
  for (std::size_t size = std::min(stride, input.size());;
       size = std::min(size + stride, input.size())) {
    if (reply.head == http::ResponseParser::State::need_more) {
      reply.head = parser.parse(input.substr(0, size), to_head);
      reply.error = parser.error();
      if (reply.head == http::ResponseParser::State::complete) {
        const http::Response& response = parser.response();
        decoder = http::BodyDecoder(response.framing, response.content_length, limits.content);
        reply.status = response.status;
        reply.keep_alive = response.keep_alive;
        reply.fields = parser.field_count();
        reply.consumed = parser.consumed();
        require(reply.consumed <= size, "no more is consumed than came");
        require(inside(response.reason, input), "views lie in the input");
      }
    }
    while (reply.head == http::ResponseParser::State::complete && reply.consumed < size &&
           decoder.state() == http::BodyDecoder::State::need_more) {
      const http::BodyDecoder::Step step =
          decoder.step(input.substr(reply.consumed, size - reply.consumed));
      require(step.consumed > 0 || step.state == http::BodyDecoder::State::failed,
              "each step goes on");
      reply.consumed += step.consumed;
      reply.content += step.content;
    }
    if (size == input.size()) break;
  }
  reply.body = decoder.end_of_input();
  if (reply.head == http::ResponseParser::State::complete) reply.error = decoder.error();
  return reply;
}

}  // namespace

void response_parser(std::string_view input) {
  for (const bool to_head : {false, true}) {
    const Reply whole = read_reply(input, to_head, input.size() + 1);
    require(!to_head || whole.content.empty(), "a reply to HEAD has no content");
    require(read_reply(input, to_head, split_of(input) + 1) == whole, "a split changes nothing");
    if (input.size() <= 512)
      require(read_reply(input, to_head, 1) == whole, "single bytes change nothing");
  }
}

}  // namespace tiga::fuzz
