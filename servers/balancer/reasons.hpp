// Why a reply of a backend is bad, with bytes of it, for the log and for the client.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tiga::servers::balancer {

/// So many bytes of a reply are shown at most.
inline constexpr std::size_t most_bytes_shown = 128;

/// `what` and, unless there are none, the first of `bytes`, in quotes and escaped (common::quote):
/// `sent a malformed reply; it began "SSH-2.0\r\n"`. `introduction`: what stands before them.
std::string with_bytes(std::string_view what, std::string_view introduction,
                       std::string_view bytes);

/// The same of the beginning of a reply.
inline std::string with_beginning(std::string_view what, std::string_view reply) {
  return with_bytes(what, "it began", reply);
}

}  // namespace tiga::servers::balancer
