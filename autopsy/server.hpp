// Code shared by the defective servers, so that each file shows mainly its defect: arguments, a
// listening socket, a request and a reply. They know nothing of HTTP except the blank line that
// ends a request, close after each reply, and are for experiments only (docs/autopsy.md).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "common/endpoint.hpp"
#include "common/unique_fd.hpp"

namespace tiga::autopsy {

/// The options of the servers; each accepts only those that it names.
struct Options {
  std::uint16_t port = 0;                  ///< 0: a free one
  bool corrected = false;                  ///< --corrected: without the defect
  bool interpreter_lock = false;           ///< --interpreter-lock
  int backlog = 4096;                      ///< --backlog NUMBER, at least 1
  std::vector<common::Endpoint> backends;  ///< --backend HOST:PORT, several times
  std::string stats_file;                  ///< --stats-file FILE; empty: none
};

/// Reads `[PORT]` and the options of `known`. Throws UsageError.
Options parse_arguments(int argc, const char* const* argv,
                        const std::vector<std::string_view>& known);

/// Prints `listening on 127.0.0.1:PORT`.
void say_ready(const common::UniqueFd& listener);

/// The next client's socket; skips clients that have already left. Receiving and sending time out
/// after 5 s, so that no client blocks a single-threaded server for ever.
common::UniqueFd accept_client(const common::UniqueFd& listener);

/// Serves one client after the other; a signal of common::stop_signals() ends the
/// program with status 0.
[[noreturn]] void serve_one_by_one(const common::UniqueFd& listener,
                                   const std::function<void(const common::UniqueFd&)>& serve);

/// The bytes of a client up to the blank line that ends its request, or those that arrive.
std::string receive_request(const common::UniqueFd& client);

/// Sends all of it; false if the client does not accept it.
bool send_all(const common::UniqueFd& peer, std::string_view bytes);

/// The current time in UTC, in a format of fmt.
std::string now_as(const char* format);

/// A correct reply, the 122 bytes that the servers of the suite send: 200, three bytes.
std::string good_reply();

}  // namespace tiga::autopsy
