// What a running balancer passes on, byte for byte, and what ends at it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "http/body_decoder.hpp"
#include "tests/servers/balancer_fixture.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::string old_get = "GET / HTTP/1.0\r\n\r\n";
const std::string chunked_post = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";

// A body of one chunk and a trailer section of so many fields.
std::string chunks_with_trailers(int fields) {
  std::string body = "1\r\nZ\r\n0\r\n";
  for (int field = 0; field < fields; ++field) {
    body += "A:\r\n";
  }
  return body + "\r\n";
}

class Passing : public BalancerTest {
 protected:
  Client send(const std::string& request) const {
    Client client(balancer_->port());
    EXPECT_TRUE(client.send(request));
    return client;
  }
  // All that a client receives up to its end, for a request that the backend answers with `reply`.
  std::string received(const std::string& request, const std::string& reply, bool closes = false) {
    Client client = send(request);
    Peer peer = a_.accept();
    peer.read_head();
    peer.send(reply);
    if (closes) {
      peer.close();
    }
    client.receive_to_end();
    EXPECT_NE(client.end(), Client::End::open) << request << reply;
    return client.received();
  }
};

TEST_P(Passing, ARequestWithoutHostNamesTheBackend) {
  start(1);
  for (const std::string& request : {old_get, std::string("GET / HTTP/1.1\r\nHost:\r\n\r\n")}) {
    Client client = send(request);
    EXPECT_THAT(a_.accept().answer("a"), HasSubstr("\r\nHost: " + a_.endpoint() + "\r\n"));
    EXPECT_EQ(reply_to(client).content, "a");
  }
  Client client = send("GET http://u:1/ HTTP/1.0\r\n\r\n");
  EXPECT_THAT(a_.accept().answer("a"), HasSubstr("\r\nHost: u:1\r\n"));
}

TEST_P(Passing, ASecondTryNamesTheSecondBackend) {
  start(2);
  Client client = send(old_get);
  EXPECT_THAT(a_.accept().read_head(), HasSubstr("\r\nHost: " + a_.endpoint() + "\r\n"));  // closes
  EXPECT_THAT(b_.accept().answer("b"), HasSubstr("\r\nHost: " + b_.endpoint() + "\r\n"));
  EXPECT_EQ(reply_to(client).content, "b");
}

TEST_P(Passing, OptionsForAnAuthorityWithAQueryKeepsTheQuery) {
  start(1);
  Client client = send("OPTIONS http://b?x HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_THAT(a_.accept().answer(""), StartsWith("OPTIONS /?x HTTP/1.1\r\nHost: b\r\n"));
  client = send("OPTIONS http://b HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_THAT(a_.accept().answer(""), StartsWith("OPTIONS * HTTP/1.1\r\nHost: b\r\n"));
}

TEST_P(Passing, MaxForwardsIsCountedDownAndEndsHere) {
  start(1);
  for (const std::string method : {"OPTIONS", "TRACE"}) {
    const std::string request = method + " / HTTP/1.1\r\nHost: h\r\nX-Secret: s\r\nMax-Forwards: ";
    Client client = send(request + "0\r\n\r\n");
    const Reply own = reply_to(client);
    EXPECT_EQ(own.status, method == "TRACE" ? 405 : 200);
    EXPECT_TRUE(own.field("Allow"));
    EXPECT_TRUE(own.field("Date"));
    EXPECT_THAT(own.content, Not(HasSubstr("X-Secret"))) << "TRACE shows fields to scripts";
    EXPECT_FALSE(a_.asked());
    EXPECT_TRUE(client.send(request + "3\r\n\r\n")) << "the connection goes on";
    EXPECT_THAT(a_.accept().answer("a"),
                AllOf(StartsWith(method + " / "), HasSubstr("\r\nMax-Forwards: 2\r\n")));
    EXPECT_EQ(reply_to(client).content, "a");
  }
  Client client =
      send("OPTIONS / HTTP/1.1\r\nHost: h\r\nMax-Forwards: 0\r\nContent-Length: 9\r\n\r\n");
  EXPECT_TRUE(client.receive_to_end());
  EXPECT_THAT(client.received(), AllOf(StartsWith("HTTP/1.1 200 "), HasSubstr("Connection: close")))
      << "content that is not read may not become a request";
  client = send("OPTIONS / HTTP/1.1\r\nHost: h\r\nMax-Forwards: -1\r\n\r\n");
  EXPECT_EQ(reply_to(client).status, 400);
}

TEST_P(Passing, AnHttpsTargetIsMisdirected) {
  start(1);
  Client client = send("GET https://other/page.html HTTP/1.1\r\nHost: other\r\n\r\n");
  EXPECT_EQ(reply_to(client).status, 421);
  EXPECT_FALSE(a_.asked());
  EXPECT_TRUE(client.send("GET http://other/page.html HTTP/1.1\r\nHost: other\r\n\r\n"));
  EXPECT_THAT(a_.accept().answer("a"), StartsWith("GET /page.html HTTP/1.1\r\nHost: other\r\n"));
  EXPECT_EQ(reply_to(client).content, "a");
}

// RFC 9112 §7.1.1, §7.1.2.
TEST_P(Passing, ExtensionsAndTrailersOfARequestEndHere) {
  start(1);
  const std::string content =
      "05 ; a = b ;c=\"d e\"\r\nhello\r\n1;x\r\n!\r\n000 ;last\r\nContent-Length: 9\r\nHost: b\r\n"
      "Transfer-Encoding: gzip\r\nConnection: close\r\nX-Forwarded-For: 1.2.3.4\r\n"
      "Expires: never\r\n\r\n";
  Client client = send(chunked_post + content);
  Peer peer = a_.accept();
  EXPECT_THAT(peer.read_head(), HasSubstr("\r\nTransfer-Encoding: chunked\r\n"));
  EXPECT_EQ(peer.read_head(), "5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n");
  peer.send(ok_reply("a"));
  EXPECT_EQ(reply_to(client).content, "a");

  client = send(chunked_post);  // the same, byte by byte
  peer.read_head();
  for (const char byte : content) {
    EXPECT_TRUE(client.send({&byte, 1}));
  }
  const std::string chunks = peer.read_head();
  EXPECT_THAT(chunks, EndsWith("\r\n0\r\n\r\n"));
  http::BodyDecoder decoder(http::Framing::chunked, 0, 100);
  std::string decoded;
  for (std::size_t at = 0;
       decoder.state() == http::BodyDecoder::State::need_more && at < chunks.size();) {
    const auto step = decoder.step(std::string_view(chunks).substr(at));
    decoded += step.content;
    at += step.consumed;
  }
  EXPECT_EQ(decoder.state(), http::BodyDecoder::State::complete) << chunks;
  EXPECT_EQ(decoded, "hello!");
  peer.send(ok_reply("b"));
  EXPECT_EQ(reply_to(client).content, "b");
}

TEST_P(Passing, TooManyTrailerFieldsAreRefused) {
  start(1, {"--max-fields", "100"});
  Client client = send(chunked_post + chunks_with_trailers(1000));
  EXPECT_EQ(reply_to(client).status, 431);
  EXPECT_TRUE(a_.accept().ends()) << "its request was never complete";
}

// The content has been relayed by then: only its end, which does not come, can tell the client.
TEST_P(Passing, TooManyTrailerFieldsCutAReply) {
  start(1, {"--max-fields", "100"});
  const std::string get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  const std::string head = "HTTP/1.1 200 OK\r\nDate: d\r\nTransfer-Encoding: chunked\r\n\r\n";
  Client whole = send(get);
  Peer peer = a_.accept();
  peer.read_head();
  peer.send(head + chunks_with_trailers(100));
  EXPECT_TRUE(whole.receive_until([](std::string_view got) { return got.ends_with("0\r\n\r\n"); }));
  EXPECT_EQ(whole.received(), head + "1\r\nZ\r\n0\r\n\r\n");

  Client cut = send(get);
  peer.read_head();
  peer.send(head + chunks_with_trailers(101));
  EXPECT_TRUE(cut.receive_to_end());
  EXPECT_EQ(cut.received(), head + "1\r\nZ\r\n") << "no last chunk";
  EXPECT_TRUE(peer.ends()) << "where the reply would end is not known";
  EXPECT_TRUE(log_says("sent a malformed reply: more field lines than the limit"));

  Client old = send(old_get);
  Peer next = a_.accept();
  next.read_head();
  next.send(head + chunks_with_trailers(101));
  EXPECT_TRUE(old.receive_to_end());
  EXPECT_THAT(old.received(), EndsWith("\r\n\r\nZ"));
  EXPECT_EQ(old.end(), Client::End::reset) << "in HTTP/1.0 a close would be the end of the reply";
}

TEST_P(Passing, ExtensionsAndTrailersOfAReplyEndHere) {
  start(1);
  const std::string reply =
      "HTTP/1.1 200 OK\r\nDate: d\r\nTrailer: X\r\nTransfer-Encoding: chunked\r\n\r\n"
      "5 ;ext=1\r\nhello\r\n0;x\r\nX: 1\r\nContent-Length: 9\r\nConnection: x\r\n\r\n";
  const std::string closing_get = "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
  EXPECT_EQ(received(closing_get, reply),
            "HTTP/1.1 200 OK\r\nDate: d\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
            "5\r\nhello\r\n0\r\n\r\n");
}

TEST_P(Passing, AReplyWithoutDateGetsOne) {
  start(1);
  EXPECT_THAT(received(old_get, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
              HasSubstr("\r\nDate: "));
  Client client = ask("/");
  Peer peer = a_.accept();
  peer.read_head();
  peer.send(
      "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\ndate: d\r\nContent-Length: 0\r\n\r\n");
  EXPECT_TRUE(
      client.receive_until([](std::string_view got) { return got.ends_with("0\r\n\r\n"); }));
  EXPECT_EQ(
      client.received(),
      "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\ndate: d\r\nContent-Length: 0\r\n\r\n");
}

// RFC 9112 §6.1.
TEST_P(Passing, NoTransferEncodingReachesHttp10) {
  start(1);
  const std::string chunked = "\r\nDate: d\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(received("HEAD / HTTP/1.0\r\n\r\n", "HTTP/1.1 200 OK" + chunked),
            "HTTP/1.1 200 OK\r\nDate: d\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(received(old_get, "HTTP/1.1 304 Not Modified" + chunked),
            "HTTP/1.1 304 Not Modified\r\nDate: d\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(received(old_get, "HTTP/1.1 200 OK" + chunked + "1;x\r\na\r\n0\r\n\r\n"),
            "HTTP/1.1 200 OK\r\nDate: d\r\nConnection: close\r\n\r\na");
}

// RFC 9112 §6.3.
TEST_P(Passing, OtherCodingsPassToHttp11Only) {
  start(1);
  const std::string closing_get = "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
  const auto head = [](const std::string& codings) {
    return "HTTP/1.1 200 OK\r\nDate: d\r\nTransfer-Encoding: " + codings + "\r\n";
  };
  const std::string chunks = "3\r\nabc\r\n0\r\n\r\n";
  EXPECT_EQ(received(closing_get, head("foo, chunked") + "\r\n" + chunks),
            head("foo, chunked") + "Connection: close\r\n\r\n" + chunks);
  for (const std::string codings : {"foo", "chunked, foo"}) {
    EXPECT_EQ(received(closing_get, head(codings) + "\r\n" + chunks, true),
              head(codings) + "Connection: close\r\n\r\n" + chunks);
    EXPECT_THAT(received(old_get, head(codings) + "\r\n" + chunks), StartsWith("HTTP/1.1 502 "));
  }
  EXPECT_THAT(received(old_get, head("foo, chunked") + "\r\n" + chunks),
              StartsWith("HTTP/1.1 502 "));
}

TEST_P(Passing, AConnectionWhoseReplyEndsWithItIsNotUsedAgain) {
  start(1);
  Client client = ask("/");
  Peer peer = a_.accept();
  peer.read_head();
  peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: foo\r\n\r\nabc");
  EXPECT_TRUE(client.receive_until([](std::string_view got) { return got.ends_with("abc"); }));
  peer.close();
  EXPECT_TRUE(client.receive_to_end());
  EXPECT_EQ(client.end(), Client::End::closed);
  Client next = ask("/next");
  EXPECT_THAT(a_.accept().answer("a"), StartsWith("GET /next "));
  EXPECT_EQ(reply_to(next).content, "a");
}

TEST_P(Passing, AStatusLineMayEndAfterTheCode) {
  start(1);
  EXPECT_EQ(received(old_get, "HTTP/1.1 301\r\nDate: d\r\nContent-Length: 0\r\n\r\n"),
            "HTTP/1.1 301 \r\nDate: d\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}

// RFC 9110 §9.3.2.
TEST_P(Passing, NoRefusalOfAHeadHasContent) {
  start(1, {"--header-timeout", "0.2", "--body-timeout", "0.2"});
  const std::string begin = "HEAD / HTTP/1.1\r\nHost: h\r\n";
  for (const std::string& request :
       {std::string("HEAD / HTTP/1.1\r\n\r\n"), std::string("HEAD /\r\n"), begin + "X",
        begin + "Content-Length: 99999999999\r\n\r\n", begin + "Content-Length: 9\r\n\r\nabc",
        begin + "Transfer-Encoding: chunked\r\n\r\nx\r\n",
        std::string("HEAD https://h/ HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")}) {
    Client client = send(request);
    EXPECT_TRUE(client.receive_to_end()) << request;
    EXPECT_THAT(client.received(), StartsWith("HTTP/1.1 4")) << request;
    EXPECT_THAT(client.received(), HasSubstr("\r\nContent-Length: ")) << request;
    EXPECT_EQ(client.received().find("\r\n\r\n"), client.received().size() - 4) << request;
  }
}

// RFC 9112 §2.2.
TEST_P(Passing, EmptyLinesAloneBeginNoRequest) {
  start(1, {"--header-timeout", "0.1", "--idle-timeout", "2"});
  Client client = send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nZ\r\n");
  a_.accept().answer("first");
  EXPECT_EQ(reply_to(client).content, "first");
  EXPECT_TRUE(client.receive_to_end()) << "at the idle timeout";
  EXPECT_EQ(client.received(), "") << "a reply that nobody asked for";

  for (const std::string stray : {"\r\n", "\r", "\r\n\r\n\r"}) {
    client = send("GET / HTTP/1.1\r\nHost: h\r\n\r\n" + stray);
    EXPECT_THAT(a_.accept().answer("a"), StartsWith("GET / "));
    EXPECT_EQ(reply_to(client).content, "a");
    client.half_close();
    EXPECT_TRUE(client.receive_to_end());
    EXPECT_EQ(client.received(), "");
  }
  client = send("\r\n\r\n\r");
  EXPECT_TRUE(client.send("\nGET /last HTTP/1.1\r\nHost: h\r\n\r\n"));
  EXPECT_THAT(a_.accept().answer("last"), StartsWith("GET /last "));
  EXPECT_EQ(reply_to(client).content, "last");
}

TEST_P(Passing, EmptyLinesDoNotKeepAConnectionOpen) {
  start(1, {"--idle-timeout", "0.5"});
  Client client(balancer_->port());
  EXPECT_TRUE(wait_until([&] {  // one every few milliseconds
    client.send("\r\n");
    client.receive_to_end(1ms);
    return client.end() != Client::End::open;
  }));
  EXPECT_EQ(client.received(), "");
}

TIGA_ON_EACH_ENGINE(Passing);

}  // namespace
}  // namespace tiga::tests
