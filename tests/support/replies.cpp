#include "tests/support/replies.hpp"

#include <algorithm>
#include <limits>
#include <regex>

#include "tests/conformance/cases.hpp"
#include "tests/support/client.hpp"

namespace tiga::tests {

std::optional<std::string> Reply::field(std::string_view name) const {
  for (const auto& [own_name, value] : fields) {
    if (http::same_token(own_name, name)) {
      return value;
    }
  }
  return std::nullopt;
}

bool Reply::connection_says(std::string_view option) const {
  const auto value = field("Connection");
  return value && http::same_token(*value, option);
}

std::vector<std::string> faults_of(const Reply& reply) {
  // RFC 9110 §5.6.7, IMF-fixdate.
  static const std::regex date(
      "(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-3][0-9] "
      "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) 20[0-9]{2} "
      "[0-2][0-9]:[0-5][0-9]:[0-6][0-9] GMT");
  std::vector<std::string> faults;
  const auto require = [&](bool holds, const char* what) {
    if (!holds) {
      faults.emplace_back(what);
    }
  };
  require(reply.minor_version == 1, "the status line is not HTTP/1.1");
  require(!reply.field("Server"), "it has a Server field");
  if (reply.interim()) {
    return faults;
  }
  require(std::regex_match(reply.field("Date").value_or(""), date),
          "its Date is missing or malformed");
  const bool bare = reply.status == 204 || reply.status == 304;
  const bool framed = reply.field("Content-Length") || reply.field("Transfer-Encoding");
  require(bare || framed, "its length is not said");
  require(!reply.content.empty() ? reply.field("Content-Type").has_value() : true,
          "it has content without a Content-Type");
  require(reply.status != 405 || reply.field("Allow"), "405 without Allow");
  require(reply.status != 408 || reply.connection_says("close"), "408 without Connection: close");
  return faults;
}

void ReplyReader::feed(std::string_view bytes) {
  unread_ += bytes;
  while (error_.empty() && (reading_content_ ? read_content() : read_head())) {
  }
}

bool ReplyReader::read_head() {
  if (unread_.empty()) {
    return false;
  }
  const std::size_t number = final_count();
  const bool to_head = number < to_head_.size() && to_head_[number];
  switch (parser_.parse(unread_, to_head)) {
    case http::ResponseParser::State::need_more:
      return false;
    case http::ResponseParser::State::failed:
      error_ = "malformed reply: " + std::string(http::describe(parser_.error()));
      return false;
    case http::ResponseParser::State::complete:
      break;
  }
  const http::Response& response = parser_.response();
  current_ = {};
  current_.status = response.status;
  current_.minor_version = response.minor_version;
  current_.framing = response.framing;
  current_.keep_alive = response.keep_alive;
  current_.to_head = to_head;
  current_.bytes = parser_.consumed();
  for (std::size_t index = 0; index < parser_.field_count(); ++index) {
    const http::Field field = parser_.field(index);
    current_.fields.emplace_back(field.name, field.value);
  }
  body_ = http::BodyDecoder(response.framing, response.content_length,
                            std::numeric_limits<std::uint64_t>::max() / 2);
  unread_.erase(0, parser_.consumed());
  parser_.reset();
  reading_content_ = true;
  return true;
}

bool ReplyReader::read_content() {
  std::size_t consumed = 0;
  while (body_.state() == http::BodyDecoder::State::need_more) {
    const auto step = body_.step(std::string_view(unread_).substr(consumed));
    current_.content += step.content;
    consumed += step.consumed;
    if (step.consumed == 0) {
      break;
    }
  }
  current_.bytes += consumed;
  unread_.erase(0, consumed);
  switch (body_.state()) {
    case http::BodyDecoder::State::need_more:
      return false;
    case http::BodyDecoder::State::failed:
      error_ = "malformed content: " + std::string(http::describe(body_.error()));
      return false;
    case http::BodyDecoder::State::complete:
      break;
  }
  reading_content_ = false;
  replies_.push_back(std::move(current_));
  return true;
}

void ReplyReader::end() {
  if (reading_content_ && body_.end_of_input() == http::BodyDecoder::State::complete) {
    read_content();
  }
  if (in_reply() && error_.empty()) {
    error_ = "the connection ended within a reply";
  }
}

std::vector<int> ReplyReader::statuses() const {
  std::vector<int> statuses;
  for (const Reply& reply : replies_) {
    statuses.push_back(reply.status);
  }
  return statuses;
}

std::size_t ReplyReader::final_count() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(replies_, [](const Reply& reply) { return !reply.interim(); }));
}

ReplyReader receive_replies(Client& client, std::size_t count, common::Nanoseconds limit) {
  ReplyReader reader;
  std::size_t fed = 0;
  client.receive_until(
      [&](std::string_view received) {
        reader.feed(received.substr(fed));
        fed = received.size();
        return reader.final_count() >= count || !reader.error().empty();
      },
      limit);
  if (client.end() == Client::End::closed) {
    reader.end();
  }
  client.forget_received();
  return reader;
}

bool serves(std::uint16_t port) {
  Client client(port);
  client.send(conformance::simple_request);
  return receive_replies(client, 1).statuses() == std::vector<int>{200};
}

}  // namespace tiga::tests
