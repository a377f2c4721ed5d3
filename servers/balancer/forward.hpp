// One request on its way through the balancer, and its reply on the way back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/clock.hpp"
#include "http/body_decoder.hpp"
#include "http/request_parser.hpp"
#include "http/serializer.hpp"
#include "servers/core/rate_floor.hpp"

namespace tiga::servers::balancer {

/// What is known of it. Not thread-safe.
struct Forward {
  // The request.
  std::string head;  ///< as the backend gets it; kept, so that it can be sent once more
  std::size_t head_sent = 0;
  http::BodyDecoder body;
  std::size_t body_pending =
      0;  ///< octets of body at the front of the input that are decoded and not yet sent
  std::uint64_t content_octets = 0;  ///< decoded so far
  core::Transfer content;            ///< from the first octet that a backend could be sent
  common::TimePoint content_until;   ///< when all of it must have come
  bool head_only = false;            ///< HEAD
  bool http_1_0 = false;             ///< the client speaks HTTP/1.0
  bool keep_alive = true;            ///< the client's connection may go on afterwards
  bool repeatable =
      false;  ///< no harm if it is done twice: a safe method without content (RFC 9110 §9.2.1)
  std::string log_line;

  // The tries.
  common::TimePoint begun;  ///< when its head was read
  int tries = 0;            ///< at whatever backend
  int failed_tries = 0;     ///< that a backend got whole and did not answer
  bool fresh = false;       ///< a pooled connection had gone stale: the next is a new one
  http::Status without_backend = http::Status::service_unavailable;  ///< if none is left to try
  std::string_view why_without = "no backend is available";          ///< a literal

  // The reply.
  bool reply_begun = false;   ///< its final head was relayed
  bool decode_reply = false;  ///< the client cannot take its framing: only the content is relayed
  bool unmarked_end = false;  ///< only the connection's end says that the reply is whole
  http::BodyDecoder reply_body;
  int status = 0;
  std::uint64_t relayed = 0;  ///< octets of the reply given to the client's side

  bool uploaded() const {
    return head_sent == head.size() && body_pending == 0 &&
           body.state() == http::BodyDecoder::State::complete;
  }
  http::ConnectionOption connection_option() const {
    if (!keep_alive) {
      return http::ConnectionOption::close;
    }
    return http_1_0 ? http::ConnectionOption::keep_alive : http::ConnectionOption::unsaid;
  }
};

}  // namespace tiga::servers::balancer
