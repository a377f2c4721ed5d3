// Small pieces of the grammar of RFC 9110, RFC 9112 and RFC 3986, each written as the RFC has it.
// Of the plain reader, which has nothing of the parser in http/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tiga::conformance::grammar {

/// 1*tchar (RFC 9110 §5.6.2).
bool is_token(std::string_view text);
/// VCHAR, obs-text, SP and HTAB (RFC 9110 §5.5); also of the text in a quoted-string.
bool is_field_text(std::string_view text);
bool is_visible(std::string_view text);
/// 1*DIGIT.
bool is_number(std::string_view text);
bool is_hex_digit(char byte);
/// The characters of a URI's path and query (RFC 3986 §3.3, §3.4).
bool is_uri_text(std::string_view text);

std::string lower(std::string_view text);
/// Without SP and HTAB at both ends (RFC 9110 §5.6.3).
std::string trim(std::string_view text);
std::vector<std::string> split(std::string_view text, char separator);

/// What may follow a chunk's size: *( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] )
/// (RFC 9112 §7.1.1).
bool are_chunk_extensions(std::string_view text);

/// uri-host [ ":" port ] (RFC 9110 §7.2, RFC 3986 §3.2.2).
struct Authority {
  bool valid = false;
  bool ip_future = false;  ///< its host is an IPvFuture
  std::string host;
  std::string port;
};
Authority read_authority(std::string_view text);

}  // namespace tiga::conformance::grammar
