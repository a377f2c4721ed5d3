#include "http/body_decoder.hpp"

#include <algorithm>
#include <string>

#include "fuzz/targets.hpp"

namespace tiga::fuzz {
namespace {

constexpr std::uint64_t limit = 1000;

struct Decoded {
  http::BodyDecoder::State state = http::BodyDecoder::State::need_more;
  http::ParseError error = http::ParseError::none;
  std::size_t consumed = 0;
  std::string content;

  bool operator==(const Decoded&) const = default;
};

Decoded decode(http::BodyDecoder decoder, std::string_view input, std::size_t stride) {
  Decoded decoded;
  for (std::size_t size = 0; size < input.size();) {
    size = std::min(size + stride, input.size());
    while (decoder.state() == http::BodyDecoder::State::need_more && decoded.consumed < size) {
      const std::string_view rest = input.substr(decoded.consumed, size - decoded.consumed);
      const http::BodyDecoder::Step step = decoder.step(rest);
      require(step.consumed <= rest.size() && inside(step.content, rest),
              "steps stay in the input");
      require(step.consumed > 0 || step.state == http::BodyDecoder::State::failed,
              "each step goes on");
      require(step.state == decoder.state(), "a step tells the decoder's state");
      decoded.consumed += step.consumed;
      decoded.content += step.content;
    }
  }
  decoded.state = decoder.end_of_input();
  decoded.error = decoder.error();
  return decoded;
}

}  // namespace

void body_decoder(std::string_view input) {
  if (input.empty()) return;
  const auto choice = static_cast<unsigned char>(input.front());
  const auto framing = static_cast<http::Framing>(choice % 4);
  const http::BodyDecoder decoder(framing, choice, limit);
  const std::string_view body = input.substr(1);
  const Decoded whole = decode(decoder, body, body.size() + 1);
  require(whole.content.size() <= limit, "the limit holds");
  require(
      (whole.state == http::BodyDecoder::State::failed) == (whole.error != http::ParseError::none),
      "a failure has a reason");
  require(decode(decoder, body, split_of(body) + 1) == whole, "a split changes nothing");
  if (body.size() <= 512) require(decode(decoder, body, 1) == whole, "single bytes change nothing");
}

}  // namespace tiga::fuzz
