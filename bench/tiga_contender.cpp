#include "bench/contender.hpp"
#include "http/request_parser.hpp"

namespace tiga::bench {
namespace {

/// One parser for all requests, as in a server.
http::RequestParser parser;

bool complete(std::string_view request) {
  parser.reset();
  return parser.parse(request) == http::RequestParser::State::complete;
}

std::size_t parse(std::string_view request) { return complete(request) ? parser.field_count() : 0; }

Answer answer(std::string_view request) {
  Answer answer;
  answer.complete = complete(request);
  answer.method = parser.request().method_name;
  answer.target = parser.request().target;
  for (std::size_t index = 0; index < parser.field_count(); ++index) {
    const http::Field field = parser.field(index);
    answer.fields.emplace_back(field.name, field.value);
  }
  return answer;
}

}  // namespace

const Contender tiga_contender = {"tiga", parse, answer};

}  // namespace tiga::bench
