// Against a server that nobody here wrote: nginx's access log and loadgen count the same.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "loadgen/run/run.hpp"
#include "tests/loadgen/ab/beside_ab.hpp"
#include "tests/loadgen/engine/engines.hpp"
#include "tests/support/nginx.hpp"
#include "tests/support/skip.hpp"

namespace tiga::loadgen::run {
namespace {

using tests::Nginx;

const std::string times_title = "Connection Times (ms)";
const std::string locations = "location / { return 200 'Hello'; } location /none { return 404; }";

using Setting = std::tuple<bool, std::uint64_t, EngineChoice>;

Options options_for(const std::string& url, const Setting& setting) {
  const auto& [keep_alive, concurrency, engine] = setting;
  Options options;
  options.url = parse_url(url);
  options.requests = 2000;
  options.concurrency = concurrency;
  options.keep_alive = keep_alive;
  options.engine = engine;
  return options;
}

class AgainstNginx : public testing::TestWithParam<Setting> {
 protected:
  void SetUp() override { TIGA_SKIP_UNLESS(Nginx::is_installed(), "nginx"); }
};

INSTANTIATE_TEST_SUITE_P(, AgainstNginx,
                         testing::Combine(testing::Bool(), testing::Values(1, 50, 500),
                                          testing::ValuesIn(engine::offered_engines())));

TEST_P(AgainstNginx, CountsMatchTheAccessLog) {
  Nginx nginx({.locations = locations});
  const Summary summary = run_load(options_for(nginx.url("/x?y"), GetParam()), {});
  EXPECT_EQ(summary.ok(), 2000u);
  EXPECT_EQ(summary.attempted, 2000u);
  EXPECT_EQ(summary.target.document_length, 5u);
  EXPECT_EQ(summary.target.software.substr(0, 5), "nginx");

  const std::vector<std::string> log = nginx.stop_and_read_access_log();
  EXPECT_EQ(log.size(), 2000u);
  const auto well_logged = std::count_if(log.begin(), log.end(), [](const std::string& line) {
    return line.starts_with("200 5 ") && line.ends_with(" GET /x?y");
  });
  EXPECT_EQ(well_logged, 2000);
}

TEST_P(AgainstNginx, StatusesMatchTheAccessLog) {
  Nginx nginx({.locations = locations});
  const Summary summary = run_load(options_for(nginx.url("/none"), GetParam()), {});
  EXPECT_EQ(summary.outcomes[Outcome::wrong_status], 2000u);
  EXPECT_EQ(summary.ab.non_2xx, 2000u);
  EXPECT_EQ(nginx.stop_and_read_access_log().size(), 2000u);
}

TEST_P(AgainstNginx, ConnectionsThatItClosesAreReopened) {
  const auto [keep_alive, concurrency, engine] = GetParam();
  Nginx nginx({.locations = "keepalive_requests 10; " + locations});
  const Summary summary = run_load(options_for(nginx.url(), GetParam()), {});
  EXPECT_EQ(summary.ok(), 2000u);
  EXPECT_EQ(nginx.stop_and_read_access_log().size(), 2000u);
  if (keep_alive && concurrency == 1) {
    EXPECT_EQ(summary.connections_opened, 200u);
  }
}

class NginxComparedWithAb : public tests::BesideAb,
                            public testing::WithParamInterface<tests::Arguments> {};

TEST_P(NginxComparedWithAb, TheReportHasTheSameLines) {
  TIGA_SKIP_UNLESS(Nginx::is_installed(), "nginx");
  const Nginx nginx({.locations = locations});
  const auto report_of = [&](const std::string& program) {
    tests::Arguments arguments = {"-n", "200", "-c", "4"};
    const tests::Arguments more = filled_in(GetParam(), "");
    arguments.insert(arguments.end(), more.begin(), more.end());
    arguments.back() = nginx.url(arguments.back());
    return tests::run_quietly(program, arguments).output;
  };
  const std::string of_ab = report_of("ab");
  ASSERT_NE(of_ab.find("Complete requests:      200"), std::string::npos) << of_ab;
  std::vector<std::string> expected = tests::layout_of(of_ab);
  const std::vector<std::string> found = tests::layout_of(report_of(loadgen_));
  // Without an ok request there are no times to show.
  if (std::find(found.begin(), found.end(), times_title) == found.end()) {
    const auto times = std::find(expected.begin(), expected.end(), times_title);
    ASSERT_NE(times, expected.end());
    expected.erase(times - 1, expected.end());
  }
  EXPECT_EQ(found, expected);
}

INSTANTIATE_TEST_SUITE_P(, NginxComparedWithAb,
                         testing::Values(tests::Arguments{"/"}, tests::Arguments{"-k", "/"},
                                         tests::Arguments{"-p", "FILE", "/"},
                                         tests::Arguments{"-l", "/"}, tests::Arguments{"-i", "/"},
                                         tests::Arguments{"-k", "/none"}));

}  // namespace
}  // namespace tiga::loadgen::run
