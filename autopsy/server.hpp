// Code shared by the defective servers, so that each file shows mainly its defect: a
// listening socket, a request and a reply. They know nothing of HTTP except the blank line that
// ends a request, close after each reply, and are for experiments only (docs/autopsy.md).
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "common/unique_fd.hpp"

namespace tiga::autopsy {

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
