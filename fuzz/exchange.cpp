#include "loadgen/requests/exchange.hpp"

#include <algorithm>

#include "fuzz/targets.hpp"

namespace tiga::fuzz {
namespace {

using loadgen::Outcome;
using loadgen::requests::Exchange;
using loadgen::verify::ReplyChecker;

constexpr std::string_view known = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHello";

/// The judgement of loadgen on `input` as a reply that arrives in pieces of `stride` bytes and is
/// followed by a close.
Outcome judge(std::string_view input, bool keep_alive, bool recognise, std::size_t stride) {
  loadgen::verify::ReplyRules rules;
  rules.keep_alive = keep_alive;
  rules.recognise = recognise;
  ReplyChecker checker(rules);
  Exchange exchange(checker);
  for (int times = 0; times < 2;
       ++times) {  // the first sets the expectation, the second is recognised
    exchange.begin({}, false);
    exchange.connected({});
    exchange.received(known, {});
    if (exchange.in_progress()) exchange.closed({});
    require(exchange.end().outcome == Outcome::ok, "the known reply is good");
    exchange.clear();
  }
  exchange.begin({}, false);
  exchange.connected({});
  for (std::size_t at = 0; at < input.size() && exchange.in_progress(); at += stride) {
    exchange.received(input.substr(at, stride), {});
  }
  if (exchange.in_progress()) exchange.closed({});
  require(!exchange.in_progress(), "a close ends it");
  require(exchange.end().detail.empty() == (exchange.end().outcome == Outcome::ok),
          "a failure has a reason");
  return exchange.end().outcome;
}

}  // namespace

void exchange(std::string_view input) {
  // On a persistent connection, bytes after a reply in a separate piece belong to the next reply.
  const std::size_t stride = split_of(input) + 1;
  const Outcome closed = judge(input, false, true, input.size() + 1);
  require(judge(input, false, true, stride) == closed, "a split changes nothing");
  require(judge(input, false, false, stride) == closed, "to recognise changes nothing");
  require(judge(input, true, true, input.size() + 1) == judge(input, true, false, input.size() + 1),
          "to recognise changes nothing on a kept connection");
}

}  // namespace tiga::fuzz
