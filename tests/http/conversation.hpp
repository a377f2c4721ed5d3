// How a server understands the bytes of one connection, without a socket: drives parser and decoder
// as servers do, with minimal resources.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/body_decoder.hpp"
#include "http/request_parser.hpp"

namespace tiga::http::test {

/// One request as understood, and the status of its reply.
struct Exchange {
  int status = 0;
  ParseError error = ParseError::none;
  std::string method;
  std::string target;
  std::string host;
  std::vector<std::pair<std::string, std::string>> fields;
  Framing framing = Framing::none;
  std::uint64_t length = 0;  ///< if the framing is content_length
  std::string content;
  std::size_t end = 0;    ///< the offset in the stream after its last byte, if it was accepted
  bool persists = false;  ///< the connection goes on after it

  bool operator==(const Exchange&) const = default;
};

class Conversation {
 public:
  explicit Conversation(const Limits& limits = {}) : limits_(limits), parser_(limits) {}

  /// All bytes received so far, those of earlier calls included.
  void receive(std::string_view stream);
  /// No more input: a request in progress is answered with 408 at its deadline.
  void time_out();

  const std::vector<Exchange>& exchanges() const { return exchanges_; }
  std::vector<int> statuses() const;
  bool closed() const { return closed_; }
  bool operator==(const Conversation& other) const {
    return exchanges_ == other.exchanges_ && closed_ == other.closed_;
  }

 private:
  bool take_head();
  bool take_content();
  void answer(int status);
  void refuse(ParseError error);

  Limits limits_;
  RequestParser parser_;
  BodyDecoder decoder_;
  std::string_view stream_;
  std::size_t taken_ = 0;  ///< bytes of the stream that are done with
  bool in_content_ = false;
  bool keep_alive_ = true;
  bool closed_ = false;
  int status_ = 0;  ///< of the reply, if the content is good
  Exchange current_;
  std::vector<Exchange> exchanges_;
};

/// The whole stream in one piece, then the deadline.
Conversation converse(std::string_view stream);
/// In the pieces that `cuts`, ascending, divide it into.
Conversation converse(std::string_view stream, const std::vector<std::size_t>& cuts);

/// Where to split a stream: everywhere; past 4,096 bytes at the first and the last 512 offsets and
/// every 1,021st.
std::vector<std::size_t> split_offsets(std::size_t size);

/// Text with what is not printable escaped, for messages.
std::string escape(std::string_view text);

}  // namespace tiga::http::test
