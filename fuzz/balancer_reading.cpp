#include "fuzz/balancer_reading.hpp"

#include <algorithm>
#include <cstdlib>

#include "fuzz/targets.hpp"
#include "http/response_parser.hpp"

namespace tiga::fuzz {
namespace {

using http::BodyDecoder;

bool asked_by_head(const std::vector<bool>& to_head, std::size_t index) {
  return index < to_head.size() && to_head[index];
}

// Reads the content of `reply` from `rest`; returns how many bytes it has.
std::size_t take_content(std::string_view rest, BodyDecoder& body, ReadReply& reply) {
  std::size_t taken = 0;
  while (body.state() == BodyDecoder::State::need_more && taken < rest.size()) {
    const BodyDecoder::Step step = body.step(rest.substr(taken));
    require(step.state != BodyDecoder::State::failed, "the content of replies is well framed");
    taken += step.consumed;
    reply.content += step.content;
  }
  return taken;
}

// The last transfer coding of a head (in lower case); empty: it has none.
std::string_view last_coding(std::string_view head) {
  constexpr std::string_view name = "\r\ntransfer-encoding: ";
  const std::size_t field = head.rfind(name);
  if (field == std::string_view::npos) {
    return {};
  }
  const std::size_t begin = field + name.size();
  const std::string_view list = head.substr(begin, head.find("\r\n", begin) - begin);
  const std::string_view last = list.substr(list.rfind(',') + 1);  // npos + 1 is 0
  return last.substr(std::min(last.find_first_not_of(" \t"), last.size()));
}

// Where the content that begins at `at` ends, according to the head (in lower case); npos: not in
// this input.
std::size_t plain_end(std::string_view bytes, std::size_t at, std::string_view head) {
  constexpr std::string_view length = "\r\ncontent-length: ";
  const std::string_view coding = last_coding(head);
  if (!coding.empty() && coding != "chunked") {
    return std::string_view::npos;
  }
  if (!coding.empty()) {
    while (true) {
      const std::size_t line = bytes.find("\r\n", at);
      if (line == std::string_view::npos) {
        return line;
      }
      const auto size =
          std::strtoull(std::string(bytes.substr(at, line - at)).c_str(), nullptr, 16);
      at = line + 2;
      if (size == 0) {
        break;
      }
      if (size > bytes.size() - at) {
        return std::string_view::npos;
      }
      at += size + 2;
      if (at > bytes.size()) {
        return std::string_view::npos;
      }
    }
    while (bytes.substr(at, 2) != "\r\n") {
      const std::size_t line = bytes.find("\r\n", at);
      if (line == std::string_view::npos) {
        return line;
      }
      at = line + 2;
    }
    return at + 2;
  }
  const std::size_t field = head.find(length);
  if (field == std::string_view::npos) {
    return std::string_view::npos;
  }
  const auto size =
      std::strtoull(std::string(head.substr(field + length.size())).c_str(), nullptr, 10);
  return size > bytes.size() - at ? std::string_view::npos : at + size;
}

}  // namespace

std::vector<bool> heads_asked(std::string_view sent) {
  std::vector<bool> heads;
  http::RequestParser parser(small_limits);
  for (;;) {
    sent.remove_prefix(http::size_of_empty_lines(sent));
    const bool complete = parser.parse(sent) == http::RequestParser::State::complete;
    if (complete || parser.begun()) {  // it may be refused, or late
      heads.push_back(parser.method_so_far() == http::Method::head);
    }
    if (!complete) {
      return heads;
    }
    const http::Request& request = parser.request();
    BodyDecoder body(request.framing, request.content_length, small_limits.content,
                     small_limits.fields - parser.field_count());
    sent.remove_prefix(parser.consumed());
    while (body.state() == BodyDecoder::State::need_more && !sent.empty()) {
      sent.remove_prefix(body.step(sent).consumed);
    }
    if (body.state() != BodyDecoder::State::complete) {
      return heads;
    }
    parser.reset();
  }
}

std::vector<ReadReply> read_replies(std::string_view received, const std::vector<bool>& to_head,
                                    bool closed, std::size_t most) {
  std::vector<ReadReply> replies;
  std::size_t finals = 0;
  while (!received.empty() && finals < most) {
    http::ResponseParser parser({.target = 2000, .header_section = 60'000, .fields = 250});
    const auto state = parser.parse(received, asked_by_head(to_head, finals));
    require(state != http::ResponseParser::State::failed, "replies are well formed");
    if (state == http::ResponseParser::State::need_more) {
      break;
    }
    const http::Response& response = parser.response();
    ReadReply reply;
    reply.status = response.status;
    reply.framing = response.framing;
    reply.keep_alive = response.keep_alive;
    BodyDecoder body(response.framing, response.content_length, UINT64_MAX);
    const std::size_t size =
        parser.consumed() + take_content(received.substr(parser.consumed()), body, reply);
    if (closed && reply.framing == http::Framing::until_close) {
      body.end_of_input();
    }
    reply.whole = body.state() == BodyDecoder::State::complete;
    reply.bytes = received.substr(0, size);
    received.remove_prefix(size);
    finals += reply.interim() ? 0U : 1U;
    replies.push_back(std::move(reply));
  }
  return replies;
}

std::vector<int> plain_statuses(std::string_view received, const std::vector<bool>& to_head) {
  std::vector<int> statuses;
  std::size_t finals = 0;
  for (std::size_t at = 0; at != std::string_view::npos;) {
    const std::size_t end = received.find("\r\n\r\n", at);
    if (end == std::string_view::npos) {
      break;
    }
    std::string head(received.substr(at, end + 2 - at));
    require(head.starts_with("HTTP/1.1 "), "each reply says HTTP/1.1");
    std::ranges::transform(head, head.begin(), [](char byte) {
      return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
    });
    const int status = std::atoi(head.c_str() + 9);
    statuses.push_back(status);
    const bool head_asked = status >= 200 && asked_by_head(to_head, finals++);
    at = end + 4;
    if (status >= 200 && status != 204 && status != 304 && !head_asked) {
      at = plain_end(received, at, head);
    }
  }
  return statuses;
}

}  // namespace tiga::fuzz
