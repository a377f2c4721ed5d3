#include "fuzz/targets.hpp"
#include "http/conditions.hpp"
#include "tests/http/conversation.hpp"

namespace tiga::fuzz {
namespace {

constexpr http::Limits small_limits = {
    .target = 40, .header_section = 120, .fields = 5, .content = 30};

http::test::Conversation converse(std::string_view input, const http::Limits& limits,
                                  std::size_t stride) {
  http::test::Conversation conversation(limits);
  for (std::size_t size = stride; size < input.size(); size += stride)
    conversation.receive(input.substr(0, size));
  conversation.receive(input);
  conversation.time_out();
  return conversation;
}

void check_first_head(std::string_view input, const http::Limits& limits) {
  http::RequestParser parser(limits);
  if (parser.parse(input) != http::RequestParser::State::complete) return;
  const http::Request& request = parser.request();
  require(parser.consumed() <= input.size(), "no more is consumed than came");
  require(input.substr(0, parser.consumed()).ends_with("\r\n\r\n"),
          "a head ends with an empty line");
  require(request.target.size() <= limits.target, "the limit on targets holds");
  require(parser.field_count() <= limits.fields, "the limit on fields holds");
  require(request.content_length <= limits.content, "the limit on content holds");
  for (const std::string_view view : {request.method_name, request.target, request.host}) {
    require(inside(view, input), "views lie in the input");
  }
  for (std::size_t index = 0; index < parser.field_count(); ++index) {
    const http::Field field = parser.field(index);
    require(inside(field.name, input) && inside(field.value, input), "fields lie in the input");
    require(field.value.find_first_of("\r\n") == std::string_view::npos, "no value has a line end");
  }
  constexpr std::uint64_t whole = 10;
  const http::Validators validators(whole, 1, 0, {}, false);
  const http::Selection selection = http::evaluate_conditions(parser, validators, whole, {});
  require(selection.range.first + selection.range.size <= whole, "a range is inside");
  require((selection.status == http::Status::partial_content) == (selection.range.size > 0),
          "a part is not empty");
}

}  // namespace

void request_parser(std::string_view input) {
  for (const http::Limits& limits : {http::Limits(), small_limits}) {
    check_first_head(input, limits);
    const http::test::Conversation whole = converse(input, limits, input.size() + 1);
    require(converse(input, limits, split_of(input) + 1) == whole, "a split changes nothing");
    if (input.size() <= 512)
      require(converse(input, limits, 1) == whole, "single bytes change nothing");
  }
}

}  // namespace tiga::fuzz
