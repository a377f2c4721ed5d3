// The only file of the tests that includes Beast, which is slow to compile.
#include "tests/http/beast_oracle.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

namespace tiga::http::test {

OracleAnswer ask_beast(std::string_view request) {
  namespace beast_http = boost::beast::http;
  beast_http::request_parser<beast_http::string_body> parser;
  parser.header_limit(64 * 1024);
  parser.body_limit(16 * 1024 * 1024);
  boost::system::error_code error;
  OracleAnswer answer;
  std::string_view rest = request;
  while (!error && !parser.is_done()) {
    const std::size_t used = parser.put(boost::asio::buffer(rest), error);
    rest.remove_prefix(used);
    if (parser.is_header_done() && !parser.eager()) {  // the fields, before trailers join them
      for (const auto& field : parser.get())
        answer.fields.emplace_back(field.name_string(), field.value());
      parser.eager(true);
    } else if (used == 0) {
      break;
    }
  }
  answer.accepted = !error && parser.is_done();
  answer.error = error.message();
  if (!answer.accepted) return answer;
  answer.method = parser.get().method_string();
  answer.target = parser.get().target();
  answer.content = parser.get().body();
  return answer;
}

}  // namespace tiga::http::test
