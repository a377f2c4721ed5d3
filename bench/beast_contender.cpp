// The only file here that includes Beast, which is slow to compile.
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include "bench/contender.hpp"

namespace tiga::bench {
namespace {

namespace beast_http = boost::beast::http;
using Parser = beast_http::request_parser<beast_http::empty_body>;

/// A Beast parser serves one message.
bool complete(Parser& parser, std::string_view request) {
  boost::system::error_code error;
  parser.put(boost::asio::buffer(request), error);
  return !error && parser.is_done();
}

std::size_t parse(std::string_view request) {
  Parser parser;
  if (!complete(parser, request)) return 0;
  std::size_t fields = 0;
  for ([[maybe_unused]] const auto& field : parser.get()) ++fields;
  return fields;
}

Answer answer(std::string_view request) {
  Parser parser;
  Answer answer;
  answer.complete = complete(parser, request);
  answer.method = parser.get().method_string();
  answer.target = parser.get().target();
  for (const auto& field : parser.get())
    answer.fields.emplace_back(field.name_string(), field.value());
  return answer;
}

}  // namespace

const Contender beast_contender = {"beast", parse, answer};

}  // namespace tiga::bench
