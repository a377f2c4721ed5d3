#include "tests/loadgen/misbehaving/faults.hpp"

#include <algorithm>

namespace tiga::tests {
namespace {

using loadgen::Outcome;

const std::string ok_line = "HTTP/1.1 200 OK\r\n";
const std::string with_length = ok_line + "Content-Length: 5\r\n\r\n";
const std::string to_the_end = ok_line + "Connection: close\r\n";
const std::string chunked = ok_line + "Transfer-Encoding: chunked\r\n\r\n";
const std::string interim = "HTTP/1.1 100 Continue\r\n\r\n";
const std::string good = with_length + "Hello";

Answer says(const std::string& reply) {
  return [reply](Visitor& visitor) { return answer_with(visitor, reply); };
}
Answer says_and_closes(const std::string& reply) {
  return [reply](Visitor& visitor) {
    visitor.send(reply);
    visitor.close();
    return false;
  };
}
Answer says_and_resets(const std::string& reply) {
  return [reply](Visitor& visitor) {
    visitor.send(reply);
    visitor.reset();
    return false;
  };
}
Answer says_and_hangs(const std::string& reply) {
  return [reply](Visitor& visitor) {
    visitor.send(reply);
    visitor.hang();
    return false;
  };
}
/// `reply` with what `visitor` has to be told of the connection in its last head.
std::string as_told_to(const Visitor& visitor, std::string reply) {
  const std::size_t last_head = reply.rfind("HTTP/1.1 ");
  if (last_head != std::string::npos) {
    reply.insert(reply.find('\n', last_head) + 1, visitor.connection_field());
  }
  return reply;
}

bool drips(Visitor& visitor) {
  visitor.drip(as_told_to(visitor, good), std::chrono::milliseconds(1));
  return visitor.wants_keep_alive();
}
bool closes_with_the_reply(Visitor& visitor) {
  visitor.send_and_close(good);
  return false;
}

std::string every_byte() {
  std::string bytes;
  for (int byte = 255; byte >= 0; --byte) {
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

using Faults = std::vector<Fault>;

Faults ends_too_soon() {
  return {
      {"empty", "closes before sending a byte", says_and_closes(""), Outcome::empty_reply},
      {"cut_in_status_line", "closes within the status line", says_and_closes("HTTP/1."),
       Outcome::truncated},
      {"cut_in_head", "closes within the head", says_and_closes(ok_line + "Content-Le"),
       Outcome::truncated},
      {"cut_after_head", "closes after the head", says_and_closes(with_length), Outcome::truncated},
      {"cut_in_content", "sends 4 bytes of the 5 it announced, closes",
       says_and_closes(with_length + "Hell"), Outcome::truncated},
      {"reset_before_head", "resets the connection, nothing sent", says_and_resets(""),
       Outcome::reset},
      {"reset_in_head", "resets within the head", says_and_resets(ok_line), Outcome::reset},
      {"reset_after_head", "sends the head, resets", says_and_resets(with_length), Outcome::reset},
      {"reset_in_chunks", "resets after a chunk", says_and_resets(chunked + "5\r\nHello\r\n"),
       Outcome::reset},
      {"reset_until_close", "resets where the close is the end of the content",
       says_and_resets(to_the_end + "\r\nHello"), Outcome::reset},
      {"hang", "reads the request, never answers", says_and_hangs(""), Outcome::timed_out},
      {"hang_in_head", "stops within the head", says_and_hangs(ok_line), Outcome::timed_out},
      {"hang_in_content", "stops within the content", says_and_hangs(with_length + "Hell"),
       Outcome::timed_out},
  };
}

Faults another_reply() {
  return {
      {"shorter", "whole reply, 3 bytes instead of 5",
       says(ok_line + "Content-Length: 3\r\n\r\nHel"), Outcome::wrong_length},
      {"longer", "whole reply, 6 bytes instead of 5",
       says(ok_line + "Content-Length: 6\r\n\r\nHello!"), Outcome::wrong_length},
      {"no_content", "whole reply, 0 bytes instead of 5",
       says(ok_line + "Content-Length: 0\r\n\r\n"), Outcome::wrong_length},
      {"shorter_chunks", "whole chunked reply, 4 bytes instead of 5",
       says(chunked + "4\r\nHell\r\n0\r\n\r\n"), Outcome::wrong_length},
      {"says_3_sends_5", "announces 3 bytes, sends 5",
       says(ok_line + "Content-Length: 3\r\n\r\nHello"), Outcome::wrong_length},
      {"stray_octets", "empty lines behind the reply", says(good + "\r\n\r\n"),
       Outcome::wrong_length},
      {"wrong_content", "other content of the same length", says(with_length + "HellO"),
       Outcome::wrong_content},
      {"wrong_chunks", "other content of the same length, chunked",
       says(chunked + "5\r\nHellO\r\n0\r\n\r\n"), Outcome::wrong_content},
      {"not_found", "404, content of the same length",
       says("HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n\r\nHello"), Outcome::wrong_status},
      {"other_2xx", "206", says("HTTP/1.1 206 Partial\r\nContent-Length: 5\r\n\r\nHello"),
       Outcome::wrong_status},
      {"chunks_announced_by_204", "204 that announces chunks, without any",
       says("HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n"),
       Outcome::wrong_status},
      {"length_announced_by_204", "204 that announces 5 bytes, without any",
       says("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n"), Outcome::wrong_status},
      {"moved", "301 to nowhere", says("HTTP/1.1 301 Moved\r\nContent-Length: 0\r\n\r\n"),
       Outcome::wrong_status},
  };
}

Faults not_http() {
  const std::string settings_of_http_2("\0\0\0\x04\0\0\0\0\0", 9);
  const std::string alert_of_tls("\x15\x03\x01\0\x02\x02\x46", 7);
  return {
      {"garbage", "a line that is not HTTP, closes", says_and_closes("garbage\r\n\r\n"),
       Outcome::malformed},
      {"every_octet", "256 bytes that are not HTTP, closes", says_and_closes(every_byte()),
       Outcome::malformed},
      {"garbage_head", "a field without a colon", says("HTTP/1.1 200 OK\r\nno colon\r\n\r\n"),
       Outcome::malformed},
      {"other_version", "HTTP/2.0 in the status line",
       says("HTTP/2.0 200 OK\r\nContent-Length: 5\r\n\r\nHello"), Outcome::malformed},
      {"switch", "101 that nobody asked for",
       says("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"), Outcome::malformed},
      {"switch_before_reply", "101 that nobody asked for, and a good reply behind it",
       says("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n" + good), Outcome::malformed},
      {"http_2", "a frame of HTTP/2, closes", says_and_closes(settings_of_http_2),
       Outcome::malformed},
      {"tls_alert", "an alert of TLS, closes", says_and_closes(alert_of_tls), Outcome::malformed},
  };
}

Faults bad_framing() {
  return {
      {"two_lengths", "two lengths that differ",
       says(ok_line + "Content-Length: 5\r\nContent-Length: 4\r\n\r\nHello"), Outcome::malformed},
      {"negative_length", "a length below zero", says(ok_line + "Content-Length: -5\r\n\r\nHello"),
       Outcome::malformed},
      {"length_and_letters", "a length with a letter",
       says(ok_line + "Content-Length: 5x\r\n\r\nHello"), Outcome::malformed},
      {"bad_chunk_size", "a chunk size that is no number",
       says(chunked + "five\r\nHello\r\n0\r\n\r\n"), Outcome::malformed},
      {"huge_chunk_size", "a chunk size past 64 bits",
       says(chunked + "10000000000000005\r\nHello\r\n0\r\n\r\n"), Outcome::malformed},
      {"bad_chunk_end", "a chunk that does not end where it says",
       says(chunked + "5\r\nHelloXX0\r\n\r\n"), Outcome::malformed},
      {"cut_chunks", "chunked, closes before the last chunk",
       says_and_closes(chunked + "5\r\nHello\r\n"), Outcome::truncated},
      {"cut_in_last_chunk", "chunked, closes within the last chunk",
       says_and_closes(chunked + "5\r\nHello\r\n0"), Outcome::truncated},
      {"cut_in_trailer", "chunked, closes within the trailer",
       says_and_closes(chunked + "5\r\nHello\r\n0\r\nTrai"), Outcome::truncated},
      {"only_interim", "100 Continue, then closes", says_and_closes(interim), Outcome::truncated},
      {"cut_after_interim", "100 Continue, closes within the head of the 200",
       says_and_closes(interim + ok_line), Outcome::truncated},
      {"reset_after_interim", "100 Continue, then resets", says_and_resets(interim),
       Outcome::reset},
  };
}

Faults unusual_but_right() {
  return {
      {"dripped", "a good reply, byte by byte", drips, Outcome::ok},
      {"chunks", "a good reply in chunks with an extension and a trailer",
       says(chunked + "2;x=y\r\nHe\r\n3\r\nllo\r\n0\r\nTrailer: x\r\n\r\n"), Outcome::ok},
      {"interim", "100 and 103 before a good reply",
       says(interim + "HTTP/1.1 103 Early Hints\r\n\r\n" + good), Outcome::ok},
      {"until_close", "a good reply that ends with the connection",
       says_and_closes(to_the_end + "\r\nHello"), Outcome::ok},
      {"announced_close", "a good reply, a close that it announces",
       says_and_closes(to_the_end + "Content-Length: 5\r\n\r\nHello"), Outcome::ok},
      {"silent_close", "a good reply, a close that it does not announce", closes_with_the_reply,
       Outcome::ok},
      {"http_1_0", "a good reply in HTTP/1.0, closes",
       says_and_closes("HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nHello"), Outcome::ok},
      {"more_fields", "a good reply with one more field",
       says(ok_line + "Date: today\r\nContent-Length: 5\r\n\r\nHello"), Outcome::ok},
  };
}

}  // namespace

const std::string& good_reply() { return good; }

bool answer_with(Visitor& visitor, const std::string& reply) {
  visitor.send(as_told_to(visitor, reply));
  return visitor.wants_keep_alive();
}

const Faults& faults() {
  static const Faults all = [] {
    Faults joined;
    for (const auto& group :
         {ends_too_soon(), another_reply(), not_http(), bad_framing(), unusual_but_right()}) {
      joined.insert(joined.end(), group.begin(), group.end());
    }
    return joined;
  }();
  return all;
}

const Fault* find_fault(std::string_view name) {
  const auto found = std::find_if(faults().begin(), faults().end(),
                                  [&](const Fault& fault) { return fault.name == name; });
  return found == faults().end() ? nullptr : &*found;
}

}  // namespace tiga::tests
