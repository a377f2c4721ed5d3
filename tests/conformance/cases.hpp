// The request cases of requests.tsv. Its first line says how they are written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tiga::conformance {

/// The connection after the last reply.
enum class After {
  open,   ///< a simple request sent next gets 200
  close,  ///< the server closes it
  cut,    ///< it closes it; a reset may take the close's place, as bytes follow the request that
          ///< ends the connection (RFC 9112 §9.6)
  any,
};

/// The statuses of the replies in order; empty: no reply.
using Statuses = std::vector<int>;

/// One case: what a client sends, and what it may get.
struct Case {
  std::string name;                    ///< letters, digits and '-'
  std::string bytes;                   ///< without escapes
  std::vector<Statuses> alternatives;  ///< any of them is right; never none
  After after = After::any;
  std::string source;  ///< the section of the RFC

  bool allows(const Statuses& statuses) const;
  /// Some alternative has that status. 408: the case waits for a deadline.
  bool mentions(int status) const;
};

/// A request that any server answers with 200 and a connection that stays open.
inline constexpr std::string_view simple_request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

/// The cases of tests/conformance/requests.tsv, in its order. Throws std::runtime_error with the
/// line's number where one is malformed, common::CannotRun where there is no such file.
std::vector<Case> load_cases();

/// The cases in `text`, which is written as that file is.
std::vector<Case> parse_cases(std::string_view text);

/// "200,200" or "-", for messages.
std::string to_string(const Statuses& statuses);

}  // namespace tiga::conformance
