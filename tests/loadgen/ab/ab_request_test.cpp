// The requests of the real ab and ours, field by field.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>

#include "tests/loadgen/ab/beside_ab.hpp"
#include "tests/loadgen/ab/request_capture.hpp"

namespace tiga::loadgen {
namespace {

using tests::Arguments;
using tests::BesideAb;
using tests::RequestCapture;
using tests::run_quietly;
using tests::SentRequest;

class RequestsComparedWithAb : public BesideAb, public testing::WithParamInterface<Arguments> {
 protected:
  SentRequest sent_by(const std::string& program, const Arguments& arguments) const {
    RequestCapture capture;
    const auto result = run_quietly(program, filled_in(arguments, capture.endpoint()));
    EXPECT_EQ(result.report.status, 0) << program << ": " << result.error;
    SentRequest request = capture.request();
    for (auto& [name, value] : request.fields) {  // ports differ
      if (const std::size_t at = value.find(capture.endpoint()); at != std::string::npos) {
        value.replace(at, capture.endpoint().size(), "HERE");
      }
    }
    return request;
  }
};

/// What ab's request is to be, given that of docs/loadgen.md: with -k ab says in a field of
/// HTTP/1.0 what HTTP/1.1 says by its version; each calls itself by its own name.
SentRequest without_allowed_differences(SentRequest request, bool keep_alive) {
  if (keep_alive) {
    EXPECT_EQ(
        std::erase(request.fields, std::pair<std::string, std::string>("connection", "Keep-Alive")),
        1u);
    EXPECT_EQ(request.version, "HTTP/1.0");
    request.version = "HTTP/1.1";
  }
  for (auto& [name, value] : request.fields) {
    if (name == "user-agent" && value.starts_with("ApacheBench/")) {
      value = "loadgen";
    }
  }
  return request;
}

TEST_P(RequestsComparedWithAb, AreTheSameFieldByField) {
  const Arguments& arguments = GetParam();
  const bool keep_alive = std::find(arguments.begin(), arguments.end(), "-k") != arguments.end();
  const SentRequest abs = without_allowed_differences(sent_by("ab", arguments), keep_alive);
  SentRequest ours = sent_by(loadgen_, arguments);
  for (auto& [name, value] : ours.fields) {
    if (name == "user-agent" && value.starts_with("tiga-loadgen/")) {
      value = "loadgen";
    }
  }
  EXPECT_EQ(ours.method, abs.method);
  EXPECT_EQ(ours.target, abs.target);
  EXPECT_EQ(ours.version, abs.version);
  EXPECT_THAT(ours.fields, testing::ElementsAreArray(abs.fields));
  EXPECT_EQ(ours.content, abs.content);
}

INSTANTIATE_TEST_SUITE_P(
    , RequestsComparedWithAb,
    testing::Values(
        Arguments{"http://HERE/a?b"}, Arguments{"-k", "http://HERE/"},
        Arguments{"-i", "http://HERE/"}, Arguments{"-m", "DELETE", "http://HERE/"},
        Arguments{"-p", "FILE", "-T", "a/b", "http://HERE/"},
        Arguments{"-u", "FILE", "http://HERE/"}, Arguments{"-u", "FILE", "-k", "http://HERE/"},
        Arguments{"-p", "FILE", "-m", "PATCH", "http://HERE/"},
        Arguments{"-C", "a=1", "http://HERE/"}, Arguments{"-A", "user:pass:word", "http://HERE/"},
        Arguments{"-H", "X: y", "-H", "Host: other", "-H", "User-Agent: me", "http://HERE/"},
        Arguments{"-H", "Accept: text/plain", "http://HERE/"},
        Arguments{"-X", "HERE", "http://example.org:81/a?b"},
        Arguments{"-X", "HERE", "-A", "u:p", "-P", "v:q", "-C", "a=1", "-p", "FILE", "-H", "X: y",
                  "http://example.org/"},
        Arguments{"-b", "4096", "-n1", "-c1", "-r", "http://HERE/"}));

class CookiesComparedWithAb : public RequestsComparedWithAb {};

// ab sends the last one alone.
TEST_P(CookiesComparedWithAb, AreAllSent) {
  using testing::Contains;
  using testing::Pair;
  EXPECT_THAT(sent_by(loadgen_, GetParam()).fields, Contains(Pair("cookie", "a=1; b=2")));
  EXPECT_THAT(sent_by("ab", GetParam()).fields, Contains(Pair("cookie", "b=2")));
}

INSTANTIATE_TEST_SUITE_P(, CookiesComparedWithAb,
                         testing::Values(Arguments{"-C", "a=1", "-C", "b=2", "http://HERE/"}));

}  // namespace
}  // namespace tiga::loadgen
