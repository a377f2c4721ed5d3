// A second reader of requests and replies, to compare the parser of http/ with, of which it has
// nothing: it has the whole stream at once, copies it in lines, and does one step after the other
// as RFC 9110 and RFC 9112 have them. Slow.
//
// Where an RFC lets a recipient accept or refuse, and the difference is how the message is read, it
// does as the servers here do, which refuse: a bare LF or CR (RFC 9112 §2.2), more than one space
// in a request line (§3), a folded field (§5.2), equal Content-Lengths (§6.3), Content-Length
// beside Transfer-Encoding (§6.3), Transfer-Encoding in HTTP/1.0 (§6.1), parameters of chunked
// (§7.1), 101.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tiga::conformance {

/// What else the RFCs leave open: a message with one of these may be refused; if it is accepted, it
/// is read as by this reader.
enum class Open : std::uint8_t {
  target_syntax,      ///< visible bytes that no URI has ("{", "%zz"): SHOULD refuse, RFC 9112 §3.2
  other_scheme,       ///< an absolute URI of a scheme other than http and https: RFC 9110 §7.4
  ip_future,          ///< "[v1.x]": RFC 3986 §3.2.2 asks to say that it is not supported
  connection_syntax,  ///< a Connection that is no list of tokens: RFC 9110 §7.6.1
  empty_element,  ///< empty elements of Transfer-Encoding: RFC 9110 §5.6.1.2, "reasonable number"
  long_chunk_size,  ///< more than 16 digits, zeros in front: RFC 9112 §7.1 asks for care
  limit,            ///< a size: RFC 9112 §3 (501, 414), RFC 6585 §5, RFC 9110 §15.5.14
  no_space,         ///< a status line that ends after the code: RFC 9112 §4
  status_range,     ///< a status from 000 to 099 or from 600 on: RFC 9110 §15
  reply_host,       ///< a malformed or repeated Host in a reply, where it means nothing
  unused_framing,   ///< framing fields in error where no content can follow: RFC 9112 §6.3 rule 1
};

/// How the end of the content is found (RFC 9112 §6.3).
enum class Body : std::uint8_t { none, counted, chunked, until_close };

struct PlainMessage {
  enum class Result : std::uint8_t { accepted, refused, unfinished };

  Result result = Result::unfinished;
  std::string rule;  ///< refused: why, with the section
  std::set<Open> open;
  int minor_version = 1;
  std::vector<std::pair<std::string, std::string>> fields;
  Body body = Body::none;
  std::uint64_t length = 0;  ///< if counted
  std::string content;
  std::size_t begin = 0;     ///< of its first byte in the stream
  std::size_t head_end = 0;  ///< the offset after the empty line; 0: the head was not accepted
  std::size_t end = 0;       ///< the offset after its last byte, if accepted
  bool persists = false;     ///< RFC 9112 §9.3
};

struct PlainRequest : PlainMessage {
  std::string method;
  std::string target;
};

struct PlainReply : PlainMessage {
  int status = 0;
};

/// The requests of a stream, up to the one after which nothing is read: one that is refused,
/// unfinished, or closes the connection.
std::vector<PlainRequest> read_requests_plainly(std::string_view stream);

/// The replies of a stream that ends with the connection. `to_head[i]`: the final reply number i
/// answers a HEAD.
std::vector<PlainReply> read_replies_plainly(std::string_view stream,
                                             const std::vector<bool>& to_head);

/// The values of the fields of that name, which is in lower case.
std::vector<std::string> values_of(const PlainMessage& message, std::string_view name);

}  // namespace tiga::conformance
