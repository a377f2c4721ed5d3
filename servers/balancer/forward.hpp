// A request that is being forwarded, and its reply.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include "common/clock.hpp"
#include "http/body_decoder.hpp"
#include "http/request_parser.hpp"
#include "http/serializer.hpp"
#include "servers/balancer/request_clock.hpp"

namespace tiga::servers::balancer {

/// What begins anew with each request: plain values, so that it costs a few stores.
struct ForwardState {
  // The request.
  std::size_t head_sent = 0;
  std::size_t missing_host = 0;  ///< where the backend's name belongs in the head; 0: nowhere
  std::size_t host_size = 0;     ///< of the name that is there now
  http::BodyDecoder body;
  bool chunked = false;         ///< the content is sent in chunks of our own
  std::size_t chunks_sent = 0;  ///< of the chunks at hand: bytes
  std::size_t body_pending =
      0;  ///< else: bytes at the front of the input that are decoded and not yet sent
  std::uint64_t content_bytes = 0;  ///< decoded so far
  bool awaits_continue = false;     ///< its client may wait for a 100 before it sends content
  bool upload_stopped = false;      ///< the backend takes, or the client sends, no more of it
  bool head_only = false;           ///< HEAD
  bool http_1_0 = false;            ///< the client speaks HTTP/1.0
  bool keep_alive = true;           ///< the client's connection persists afterwards
  bool repeatable = false;  ///< may be sent twice: a safe method without content (RFC 9110 §9.2.1)

  // The tries.
  RequestClock clock;
  common::Nanoseconds try_until{};  ///< of the backend's time: the end of the current try
  int tries = 0;                    ///< at any backend
  int failed_tries = 0;             ///< sent completely to a backend that did not answer
  bool fresh = false;               ///< a pooled connection was stale: use a new one
  http::Status without_backend =
      http::Status::service_unavailable;  ///< the status if no backend is left to try

  // The reply.
  bool reply_begun = false;    ///< the final head was relayed
  bool reply_chunked = false;  ///< the content is relayed in chunks of our own
  bool unmarked_end = false;   ///< only the end of the connection marks the end of the reply
  http::BodyDecoder reply_body;
  int status = 0;
  std::uint64_t relayed = 0;  ///< bytes of the reply passed to the client's side
};
static_assert(std::is_trivially_copyable_v<ForwardState>);

/// The state of one forwarded request. The texts keep their memory from one request to the next.
/// Not thread-safe.
struct Forward : ForwardState {
  std::string head;    ///< as sent to the backend; kept for a second try
  std::string chunks;  ///< of those of our own, the ones not yet sent, from `chunks_sent` on
  std::string log_line;
  std::string why_without;  ///< empty: no other backend is there

  void restart() {
    static_cast<ForwardState&>(*this) = {};
    for (std::string* const text : {&head, &chunks, &log_line, &why_without}) {
      text->clear();
    }
  }
  /// Puts the backend's name into Host if the request names no host.
  void name_backend(const std::string& name) {
    if (missing_host > 0) {
      head.replace(missing_host, host_size, name);
      host_size = name.size();
    }
  }
  std::string_view unsent_chunks() const { return std::string_view(chunks).substr(chunks_sent); }
  /// Whether the backend has still to take what could be sent.
  bool has_unsent() const {
    return head_sent < head.size() || body_pending > 0 || chunks_sent < chunks.size();
  }
  bool uploaded() const {
    return !has_unsent() && body.state() == http::BodyDecoder::State::complete;
  }
  http::ConnectionOption connection_option() const {
    if (!keep_alive) {
      return http::ConnectionOption::close;
    }
    return http_1_0 ? http::ConnectionOption::keep_alive : http::ConnectionOption::unsaid;
  }
};

}  // namespace tiga::servers::balancer
