// Streams of replies that are nearly right, in random pieces, as our parser and decoder read them,
// and as the plain reader does, which has nothing of them.
#include <gtest/gtest.h>

#include <map>

#include "tests/conformance/plain_reader.hpp"
#include "tests/http/conversation.hpp"
#include "tests/http/mutator.hpp"
#include "tests/support/replies.hpp"

namespace tiga::http::test {
namespace {

using conformance::Open;
using conformance::PlainReply;
using tests::Reply;
using tests::ReplyReader;
using Result = conformance::PlainMessage::Result;

std::vector<std::string> reply_seeds() {
  const std::string ok = "HTTP/1.1 200 OK\r\n";
  const std::string chunks = ok + "Transfer-Encoding: chunked\r\n\r\n";
  const std::string short_reply = ok + "Content-Length: 3\r\n\r\nabc";
  return {
      short_reply,
      short_reply + short_reply,
      "HTTP/1.1 100 Continue\r\n\r\n" + short_reply,
      "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 102 P\r\n\r\n" + short_reply,
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
      "HTTP/1.1 204 No Content\r\nContent-Length: 3\r\n\r\n" + short_reply,
      "HTTP/1.1 304 Not Modified\r\nContent-Length: 3\r\nETag: \"a\"\r\n\r\n" + short_reply,
      "HTTP/1.1 301\r\nLocation: /\r\nContent-Length: 0\r\n\r\n" + short_reply,
      "HTTP/1.1 600 Odd\r\nContent-Length: 0\r\n\r\n",
      "HTTP/1.0 200 OK\r\n\r\nup to the end",
      "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nab" + short_reply,
      ok + "Connection: close\r\n\r\nup to the end",
      ok + "Host: a\r\nContent-Length: 0\r\n\r\n",
      ok + "Transfer-Encoding: gzip, chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n" + short_reply,
      ok + "Transfer-Encoding: chunked, gzip\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
      ok + "Transfer-Encoding: , chunked\r\n\r\n0\r\n\r\n",
      chunks + "5\r\nhello\r\n0A;x=\"y\\\"z\"\r\n0123456789\r\n0\r\nExpires: never\r\n\r\n",
      chunks + "0000000000000001 ; a = b\r\n!\r\n00\r\n\r\n" + short_reply,
      chunks + "00000000000000001\r\n!\r\n0\r\n\r\n" + short_reply,
      chunks + "2\r\n\r\n\r\n0\r\n\r\n" + chunks + "3\r\n0\r\n\r\n0\r\n\r\n",
      "HTTP/1.1 404 \xe9t\xe9\r\nContent-Length: 0\r\n\r\n" + short_reply,
  };
}

const std::vector<std::string_view> lines_for_replies = {"Content-Length: 5",
                                                         "Content-Length: 0",
                                                         "Content-Length: x",
                                                         "Transfer-Encoding: chunked",
                                                         "Transfer-Encoding: foo",
                                                         "Transfer-Encoding:",
                                                         "Connection: close",
                                                         "Connection: keep-alive",
                                                         "Connection: a b",
                                                         "Host: b",
                                                         "Host: a b",
                                                         " folded",
                                                         "HTTP/1.1 200 OK",
                                                         "HTTP/1.1 204 No Content",
                                                         "HTTP/1.1 100 Continue",
                                                         "0",
                                                         "",
                                                         "X: y"};

std::string compare_replies(const PlainReply& right, const Reply& ours) {
  if (ours.status != right.status) return "has the status " + std::to_string(right.status);
  if (ours.fields != right.fields) return "has other fields";
  if (ours.framing != framing_of(right.body)) return "has another framing";
  if (ours.content != right.content) return "has the content " + escape(right.content);
  if (ours.bytes != right.end - right.begin) {
    return "has " + std::to_string(right.end - right.begin) + " bytes";
  }
  return ours.keep_alive && !right.persists ? "ends its connection" : "";
}

/// What differs; empty: nothing. Counts what ours refused, and might have accepted.
std::string reply_difference(const std::string& stream, const std::vector<std::size_t>& cuts,
                             const std::vector<bool>& to_head, std::map<Open, int>& met) {
  ReplyReader reader(to_head);
  std::size_t fed = 0;
  for (const std::size_t cut : cuts) {
    reader.feed(std::string_view(stream).substr(fed, cut - fed));
    fed = cut;
  }
  reader.feed(std::string_view(stream).substr(fed));
  const std::string error = reader.error();
  reader.end();

  const std::vector<Reply>& ours = reader.replies();
  const auto plain = conformance::read_replies_plainly(stream, to_head);
  for (std::size_t index = 0; index < plain.size(); ++index) {
    const PlainReply& right = plain[index];
    const std::string which = "reply " + std::to_string(index) + ' ';
    const bool accepted = index < ours.size();
    if (!accepted) {
      if (right.result == Result::refused) {
        return error.empty() ? which + "must be refused: " + right.rule : "";
      }
      for (const Open open : right.open) met[open] += error.empty() ? 0 : 1;
      if (error.empty() ? right.result == Result::unfinished : !right.open.empty()) return {};
      if (right.result == Result::accepted) return which + "must be accepted: " + error;
      const auto is_accepted = [&](const std::string& longer) {
        const auto replies = conformance::read_replies_plainly(longer, to_head);
        return index < replies.size() && replies[index].result == Result::accepted &&
               replies[index].open.empty();
      };
      const bool could_go_on = some_completion(stream, "HTTP/1.1 200 OK\r\n\r\n", is_accepted) ||
                               some_completion(stream, "a\"\r\n0\r\n\r\n", is_accepted);
      return could_go_on ? which + "is refused before its end: " + error : "";
    }
    if (right.result == Result::refused) return which + "must be refused: " + right.rule;
    if (right.result == Result::unfinished) return which + "is accepted before its end";
    const std::string different = compare_replies(right, ours[index]);
    if (!different.empty()) return which + different;
  }
  return ours.size() > plain.size() ? "more replies are read than there are" : "";
}

TEST(MutatedReplies, AreReadAsByAReaderThatSharesNoCode) {
  const StreamNumbers numbers(2'000);
  Mutator mutator(reply_seeds(), lines_for_replies);
  std::map<Open, int> met;
  for (std::uint64_t number = numbers.first; number - numbers.first < numbers.count; ++number) {
    const std::string stream = mutator.stream(number);
    const std::vector<std::size_t> cuts = mutator.cuts(stream.size());
    const std::vector<bool> to_head = {mutator.one_in(4), mutator.one_in(4)};
    ASSERT_EQ(reply_difference(stream, cuts, to_head, met), "")
        << "TIGA_FIRST_STREAM=" << number << " TIGA_STREAMS=1: " << escape(stream);
  }
  if (!numbers.are_usual) return;
  for (const Open open : {Open::status_range, Open::reply_host, Open::connection_syntax,
                          Open::empty_element, Open::unused_framing, Open::long_chunk_size}) {
    EXPECT_GT(met[open], 0) << "never met: " << static_cast<int>(open);
  }
}

}  // namespace
}  // namespace tiga::http::test
