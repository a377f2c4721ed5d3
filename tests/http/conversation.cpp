#include "tests/http/conversation.hpp"

#include "http/target.hpp"

namespace tiga::http::test {
namespace {

int status_of_resource(Method method, const std::string& path) {
  switch (method) {
    case Method::unknown:
    case Method::connect:
      return 501;
    case Method::options:
    case Method::post:
      return 200;
    case Method::get:
    case Method::head:
      break;
    default:
      return 405;
  }
  const ResolvedPath resolved = resolve_path(path);
  if (resolved.status != Status::ok) return static_cast<int>(resolved.status);
  return resolved.path.empty() || resolved.path == "page.html" ? 200 : 404;
}

int status_of_request(const Request& request) {
  if (request.https) return 421;
  return request.unknown_expectation
             ? 417
             : status_of_resource(request.method, std::string(request.path));
}

}  // namespace

void Conversation::receive(std::string_view stream) {
  stream_ = stream;
  while (!closed_ && (in_content_ ? take_content() : take_head())) {
  }
}

void Conversation::time_out() {
  if (!closed_ && (in_content_ || parser_.begun())) {
    keep_alive_ = false;
    answer(408);
  }
}

/// Each gives whether it went on: false where it needs more.
bool Conversation::take_head() {
  if (!parser_.begun()) taken_ += size_of_empty_lines(stream_.substr(taken_));
  switch (parser_.parse(stream_.substr(taken_))) {
    case RequestParser::State::need_more:
      return false;
    case RequestParser::State::failed:
      refuse(parser_.error());
      return true;
    case RequestParser::State::complete:
      break;
  }
  const Request& request = parser_.request();
  status_ = status_of_request(request);
  keep_alive_ = request.keep_alive;
  current_.method = request.method_name;
  current_.target = request.target;
  current_.host = request.host;
  current_.framing = request.framing;
  current_.length = request.content_length;
  for (std::size_t index = 0; index < parser_.field_count(); ++index) {
    const Field field = parser_.field(index);
    current_.fields.emplace_back(field.name, field.value);
  }
  decoder_ = BodyDecoder(request.framing, request.content_length, limits_.content,
                         limits_.fields - parser_.field_count());
  in_content_ = true;
  taken_ += parser_.consumed();
  parser_.reset();
  return true;
}

bool Conversation::take_content() {
  const BodyDecoder::Step step = decoder_.step(stream_.substr(taken_));
  taken_ += step.consumed;
  current_.content += step.content;
  if (step.state == BodyDecoder::State::need_more) return taken_ < stream_.size();
  if (step.state == BodyDecoder::State::failed) {
    refuse(decoder_.error());
  } else {
    current_.end = taken_;
    current_.persists = keep_alive_;
    answer(status_);
  }
  return true;
}

void Conversation::refuse(ParseError error) {
  current_.error = error;
  keep_alive_ = false;
  answer(static_cast<int>(status_of(error)));
}

void Conversation::answer(int status) {
  current_.status = status;
  exchanges_.push_back(std::move(current_));
  current_ = Exchange();
  in_content_ = false;
  closed_ = !keep_alive_;
}

std::vector<int> Conversation::statuses() const {
  std::vector<int> statuses;
  for (const Exchange& exchange : exchanges_) statuses.push_back(exchange.status);
  return statuses;
}

Conversation converse(std::string_view stream) { return converse(stream, {}); }

Conversation converse(std::string_view stream, const std::vector<std::size_t>& cuts) {
  Conversation conversation;
  for (const std::size_t cut : cuts) conversation.receive(stream.substr(0, cut));
  conversation.receive(stream);
  conversation.time_out();
  return conversation;
}

std::vector<std::size_t> split_offsets(std::size_t size) {
  constexpr std::size_t longest_whole = 4096, edge = 512, stride = 1021;
  std::vector<std::size_t> offsets;
  for (std::size_t offset = 0; offset <= size; ++offset) {
    if (size <= longest_whole || offset < edge || offset + edge > size || offset % stride == 0) {
      offsets.push_back(offset);
    }
  }
  return offsets;
}

std::string escape(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string escaped;
  for (const char byte : text.substr(0, 1000)) {
    const auto value = static_cast<unsigned char>(byte);
    if (value >= 0x20 && value < 0x7f && byte != '\\') {
      escaped.push_back(byte);
    } else {
      escaped += {'\\', 'x', digits[value / 16], digits[value % 16]};
    }
  }
  return escaped;
}

}  // namespace tiga::http::test
