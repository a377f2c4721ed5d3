#include "http/message.hpp"

#include <algorithm>

#include "http/bytes.hpp"

namespace tiga::http {

bool same_token(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return scan::fold(x) == scan::fold(y);
         });
}

std::string_view reason_phrase(Status status) {
  switch (status) {
    case Status::continue_:
      return "Continue";
    case Status::ok:
      return "OK";
    case Status::no_content:
      return "No Content";
    case Status::partial_content:
      return "Partial Content";
    case Status::not_modified:
      return "Not Modified";
    case Status::bad_request:
      return "Bad Request";
    case Status::forbidden:
      return "Forbidden";
    case Status::not_found:
      return "Not Found";
    case Status::method_not_allowed:
      return "Method Not Allowed";
    case Status::request_timeout:
      return "Request Timeout";
    case Status::precondition_failed:
      return "Precondition Failed";
    case Status::content_too_large:
      return "Content Too Large";
    case Status::uri_too_long:
      return "URI Too Long";
    case Status::range_not_satisfiable:
      return "Range Not Satisfiable";
    case Status::expectation_failed:
      return "Expectation Failed";
    case Status::header_fields_too_large:
      return "Request Header Fields Too Large";
    case Status::internal_server_error:
      return "Internal Server Error";
    case Status::not_implemented:
      return "Not Implemented";
    case Status::bad_gateway:
      return "Bad Gateway";
    case Status::service_unavailable:
      return "Service Unavailable";
    case Status::gateway_timeout:
      return "Gateway Timeout";
    case Status::version_not_supported:
      return "HTTP Version Not Supported";
  }
  return "Unknown";
}

Status status_of(ParseError error) {
  switch (error) {
    case ParseError::none:
      return Status::ok;
    case ParseError::method_too_long:
    case ParseError::unknown_transfer_encoding:
      return Status::not_implemented;
    case ParseError::target_too_long:
      return Status::uri_too_long;
    case ParseError::version_not_supported:
      return Status::version_not_supported;
    case ParseError::header_section_too_large:
    case ParseError::too_many_fields:
      return Status::header_fields_too_large;
    case ParseError::content_too_large:
      return Status::content_too_large;
    default:
      return Status::bad_request;
  }
}

std::string_view describe(ParseError error) {
  switch (error) {
    case ParseError::none:
      return "nothing is wrong";
    case ParseError::bad_request_line:
      return "no request line where one must be";
    case ParseError::bad_status_line:
      return "malformed status line";
    case ParseError::bad_method:
      return "malformed method";
    case ParseError::method_too_long:
      return "method longer than any known";
    case ParseError::bad_target:
      return "malformed request target, or one that the method does not take";
    case ParseError::target_too_long:
      return "request target past its limit";
    case ParseError::bad_version:
      return "malformed HTTP version";
    case ParseError::version_not_supported:
      return "HTTP version other than 1.x";
    case ParseError::bad_line_end:
      return "line end other than CR LF";
    case ParseError::bad_field_name:
      return "malformed field name";
    case ParseError::bad_field_value:
      return "control character in a field line, or a malformed value";
    case ParseError::folded_field:
      return "field line that begins with white space";
    case ParseError::header_section_too_large:
      return "field section past its limit";
    case ParseError::too_many_fields:
      return "more field lines than the limit";
    case ParseError::bad_host:
      return "Host missing, repeated or malformed";
    case ParseError::bad_content_length:
      return "Content-Length malformed or repeated";
    case ParseError::content_too_large:
      return "content past its limit";
    case ParseError::length_and_encoding:
      return "both Content-Length and Transfer-Encoding";
    case ParseError::bad_transfer_encoding:
      return "Transfer-Encoding that does not end in one chunked";
    case ParseError::unknown_transfer_encoding:
      return "transfer coding that is not known";
    case ParseError::bad_chunk:
      return "malformed chunk";
    case ParseError::chunk_extension_too_long:
      return "chunk extensions past their limit";
    case ParseError::bad_trailer:
      return "malformed trailer field";
  }
  return "unknown error";
}

}  // namespace tiga::http
