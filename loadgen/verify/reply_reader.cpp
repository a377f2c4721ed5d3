#include "loadgen/verify/reply_reader.hpp"

#include <algorithm>
#include <limits>

#include "loadgen/verify/lenient_head.hpp"

namespace tiga::loadgen::verify {
namespace {

constexpr std::uint64_t any_length = std::numeric_limits<std::uint64_t>::max();

}  // namespace

ReplyReader::ReplyReader(bool to_head, std::size_t kept) : to_head_(to_head), kept_(kept) {}

std::size_t ReplyReader::read(std::string_view bytes) {
  first_bytes_.append(bytes.substr(0, kept_ - first_bytes_.size()));
  const std::size_t of_head = in_body_ ? 0 : read_head(bytes);
  const std::size_t of_body = in_body_ ? read_body(bytes.substr(of_head)) : 0;
  bytes_ += of_head + of_body;
  offered_ += bytes.size();
  if (past_head_) {
    facts_.body_bytes = offered_ - heads_;
  }
  return of_head + of_body;
}

void ReplyReader::end_of_input() {
  if (in_body_ && state_ == State::need_more) {
    end_body(body_.end_of_input());
  }
}

/// Returns how many of `bytes` belong to heads: all of them while the last head is not complete.
std::size_t ReplyReader::read_head(std::string_view bytes) {
  const std::size_t before = partial_head_.size();
  std::size_t consumed = 0;
  if (before == 0) {
    if (!parse_head(bytes, consumed) && state_ == State::need_more) {
      partial_head_ = bytes.substr(consumed);
    }
  } else {
    partial_head_ += bytes;
    if (parse_head(partial_head_, consumed)) {
      partial_head_.clear();
      return consumed - before;
    }
    partial_head_.erase(0, consumed);
  }
  return in_body_ ? consumed : bytes.size();
}

/// Parses heads. Returns true when the final one is complete. `consumed`: bytes of the complete
/// ones.
bool ReplyReader::parse_head(std::string_view input, std::size_t& consumed) {
  for (;;) {
    const auto parsed = parser_.parse(input.substr(consumed), to_head_);
    if (parsed == http::ResponseParser::State::need_more) {
      return false;
    }
    const bool complete = parsed == http::ResponseParser::State::complete;
    // A coding besides chunked is only for who names it in TE (RFC 9110 §10.1.4).
    if (!complete || parser_.response().other_codings) {
      state_ = State::malformed;
      error_ = complete ? http::ParseError::unknown_transfer_encoding : parser_.error();
      give_up_head(input.substr(consumed));
      return false;
    }
    consumed += parser_.consumed();
    heads_ += parser_.consumed();
    if (!parser_.response().interim()) {
      begin_body();
      return true;
    }
    ++facts_.interim_replies;
    parser_.reset();
  }
}

/// What ab would read of a malformed head; `head` may go on past its end.
void ReplyReader::give_up_head(std::string_view head) {
  const auto lenient = read_leniently(head);
  if (lenient) {
    past_head_ = true;
    heads_ += lenient->bytes;
    facts_.other_than_2xx = !lenient->successful;
    facts_.persistent = lenient->persistent;
  }
}

void ReplyReader::begin_body() {
  const http::Response& head = parser_.response();
  in_body_ = true;
  past_head_ = true;
  facts_.status = head.status;
  facts_.other_than_2xx = head.status / 100 != 2;
  facts_.persistent = !head.server_closes;
  for (std::size_t index = 0; index < parser_.field_count(); ++index) {
    const http::Field field = parser_.field(index);
    if (http::same_token(field.name, "Server")) {
      software_ = field.value;
    }
  }
  body_ = http::BodyDecoder(head.framing, head.content_length, any_length);
}

std::size_t ReplyReader::read_body(std::string_view bytes) {
  std::size_t consumed = 0;
  for (;;) {
    const http::BodyDecoder::Step step = body_.step(bytes.substr(consumed));
    add_content(step.content);
    consumed += step.consumed;
    const bool done = step.state != http::BodyDecoder::State::need_more;
    if (done || consumed == bytes.size()) {
      end_body(step.state);
      return consumed;
    }
  }
}

void ReplyReader::add_content(std::string_view run) {
  if (run.empty()) {
    return;
  }
  facts_.content_bytes += run.size();
  const bool in_one_piece = !digest_ && body_.state() == http::BodyDecoder::State::complete;
  if (in_one_piece) {
    facts_.digest = digest_of(run);
    return;
  }
  if (!digest_) {
    digest_.emplace();
  }
  digest_->add(run);
}

void ReplyReader::end_body(http::BodyDecoder::State body) {
  switch (body) {
    case http::BodyDecoder::State::need_more:
      return;
    case http::BodyDecoder::State::complete:
      state_ = State::whole;
      break;
    case http::BodyDecoder::State::failed:
      state_ = State::malformed;
      error_ = body_.error();
      break;
  }
  if (digest_) {
    facts_.digest = digest_->digest();
  }
}

}  // namespace tiga::loadgen::verify
