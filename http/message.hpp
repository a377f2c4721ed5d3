// The parts of an HTTP/1.1 message (RFC 9110, RFC 9112), as views into the parsed bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tiga::http {

/// Methods of RFC 9110 §9.3 and RFC 5789. Case-sensitive.
enum class Method : std::uint8_t {
  get,
  head,
  post,
  put,
  patch,
  delete_,
  options,
  trace,
  connect,
  unknown
};

/// How the end of a message's content is determined (RFC 9112 §6.3).
enum class Framing : std::uint8_t {
  none,            ///< no content follows
  content_length,  ///< as many bytes as Content-Length says
  chunked,         ///< Transfer-Encoding: chunked
  until_close,     ///< a response that ends with its connection
};

/// Status codes that the suite sends or distinguishes; a peer may send any other three digits.
enum class Status : std::uint16_t {
  continue_ = 100,
  ok = 200,
  no_content = 204,
  partial_content = 206,
  not_modified = 304,
  bad_request = 400,
  forbidden = 403,
  not_found = 404,
  method_not_allowed = 405,
  request_timeout = 408,
  precondition_failed = 412,
  content_too_large = 413,
  uri_too_long = 414,
  range_not_satisfiable = 416,
  expectation_failed = 417,
  header_fields_too_large = 431,
  internal_server_error = 500,
  not_implemented = 501,
  bad_gateway = 502,
  service_unavailable = 503,
  gateway_timeout = 504,
  version_not_supported = 505,
};

/// The reason phrase (RFC 9110 §15); "Unknown" for a code that is not in Status.
std::string_view reason_phrase(Status status);

/// A field line; the value has no surrounding white space. Both point into the parsed bytes.
struct Field {
  std::string_view name;
  std::string_view value;
};

/// Whether two field names, or two tokens, are equal, ignoring case (RFC 9110 §5.1).
bool same_token(std::string_view a, std::string_view b);

/// The error in a message. Each has one status (status_of) and one line of text (describe).
enum class ParseError : std::uint8_t {
  none,
  bad_request_line,
  bad_status_line,
  bad_method,
  method_too_long,  ///< longer than any known method (RFC 9112 §3: 501)
  bad_target,
  target_too_long,
  bad_version,
  version_not_supported,
  bad_line_end,  ///< a bare LF or CR (RFC 9112 §2.2)
  bad_field_name,
  bad_field_value,
  folded_field,  ///< obs-fold (RFC 9112 §5.2)
  header_section_too_large,
  too_many_fields,
  bad_host,  ///< missing, twice, or malformed (RFC 9112 §3.2)
  bad_content_length,
  content_too_large,
  length_and_encoding,  ///< Content-Length together with Transfer-Encoding (RFC 9112 §6.3)
  bad_transfer_encoding,
  unknown_transfer_encoding,
  bad_chunk,
  chunk_extension_too_long,
  bad_trailer,
};

/// The status of the reply to it.
Status status_of(ParseError error);

/// One line of text, for logs and tests.
std::string_view describe(ParseError error);

}  // namespace tiga::http
