#include "loadgen/requests/user_fields.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace tiga::loadgen::requests {
namespace {

Options with(std::vector<std::string> headers, const std::string& content = {}) {
  Options options;
  options.headers = std::move(headers);
  if (!content.empty()) {
    options.body = RequestBody{content};
  }
  return options;
}

TEST(UserFields, AreFoundInAnyCaseOfLetters) {
  EXPECT_TRUE(is_named("hOST: a", "Host"));
  EXPECT_FALSE(is_named("Hosts: a", "Host"));
  EXPECT_TRUE(has_field(with({"A: b", "accept:*/*"}), "Accept"));
  EXPECT_FALSE(has_field(with({"A: Accept"}), "Accept"));
}

TEST(UserFields, MayAskForAConnectionThatStays) {
  EXPECT_TRUE(asks_to_stay(with({"connection: Keep-Alive"})));
  EXPECT_TRUE(asks_to_stay(with({"A: b", "Connection: TE ,keep-alive"})));
  EXPECT_FALSE(asks_to_stay(with({"Connection: close"})));
  EXPECT_FALSE(asks_to_stay(with({"Keep-Alive: timeout=5"})));
  Options kept = with({"Connection: keep-alive"});
  kept.keep_alive = true;
  EXPECT_FALSE(asks_to_stay(kept)) << "then -k does, and nothing is waited for";
}

TEST(UserFields, FitTheRequestOrAreNamed) {
  EXPECT_EQ(header_conflict(with({"Content-Length: 4", "Host: h"}, "body")), "");
  EXPECT_EQ(header_conflict(with({"Content-Length:0"})), "");
  EXPECT_EQ(header_conflict(with({"Content-Length: 0004"}, "body")), "");
  EXPECT_EQ(
      header_conflict(with({"Content-Length: 10"}, "body")),
      "-H \"Content-Length: 10\": the request has 4 bytes of content; leave this out, or give "
      "the content with -p or -u");
  EXPECT_EQ(header_conflict(with({"Host: a", "HOST: a"})),
            "-H: Host is given 2 times; a request has one");
  for (const std::string line :
       {"Transfer-Encoding: chunked", "TRANSFER-ENCODING:gzip", "Content-Length : 4",
        "Content-Length: 4, 4", "Content-Length: +4", "Content-Length: 4 4", " X: y", "X y: z"}) {
    EXPECT_NE(header_conflict(with({line}, "body")), "") << line;
  }
}

}  // namespace
}  // namespace tiga::loadgen::requests
