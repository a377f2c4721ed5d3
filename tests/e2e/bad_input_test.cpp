// Bad input to every program: one clear line on standard error, the right exit status, nothing left
// behind.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <ostream>

#include "common/child_process.hpp"
#include "tests/e2e/deployment.hpp"
#include "tests/support/client.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/server_process.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;

struct Mistake {
  std::string name;
  std::vector<std::string>
      command;  ///< BUSY and UNUSED stand for a taken port and one that nobody listens on
  int status;
  std::string says;  ///< what the line must name
};

void PrintTo(const Mistake& mistake, std::ostream* out) { *out << mistake.name; }

// The mistakes that can be made with any server.
std::vector<Mistake> mistakes_with_servers() {
  std::vector<Mistake> all;
  for (const std::string& server : server_programs()) {
    const auto add = [&](const std::string& name, std::vector<std::string> arguments, int status,
                         const char* says) {
      arguments.insert(arguments.begin(), server);
      all.push_back({server + "_" + name, std::move(arguments), status, says});
    };
    add("unknown_option", {"--no-such-option"}, 2, "--no-such-option");
    add("second_port", {"0", "1"}, 2, "1");
    add("port_out_of_range", {"65536"}, 2, "65536");
    add("port_no_number", {"http"}, 2, "http");
    add("value_missing", {"0", "--root"}, 2, "--root");
    add("value_no_number", {"0", "--backlog", "many"}, 2, "--backlog");
    add("value_out_of_range", {"0", "--header-timeout", "0"}, 2, "--header-timeout");
    add("seconds_nan", {"0", "--drain-timeout", "nan"}, 2, "--drain-timeout");
    add("seconds_infinite", {"0", "--idle-timeout", "inf"}, 2, "--idle-timeout");
    add("value_hexadecimal", {"0", "--max-connections", "0x10"}, 2, "--max-connections");
    add("log_level_unknown", {"0", "--log", "everything"}, 2, "--log");
    add("busy_port", {"BUSY"}, 3, "BUSY");
    add("missing_root", {"0", "--root", "no/such/folder"}, 3, "no/such/folder");
    add("root_is_a_file", {"0", "--root", "/etc/passwd"}, 3, "/etc/passwd");
    add("stats_nowhere", {"0", "--stats-file", "no/such/folder/stats"}, 3, "no/such/folder");
    add("stats_is_a_folder", {"0", "--stats-file", "/tmp"}, 3, "/tmp");
    add("stats_unwritable", {"0", "--stats-file", "/proc/stats"}, 3, "/proc/stats");
    add("host_unknown", {"0", "--host", "no such host"}, 3, "no such host");
    add("host_not_ours", {"0", "--host", "192.0.2.1"}, 3, "192.0.2.1");
  }
  return all;
}

std::vector<Mistake> mistakes() {
  std::vector<Mistake> all = mistakes_with_servers();
  const std::vector<Mistake> others = {
      {"balancer_backend_without_port",
       {"balancer", "0", "--backend", "127.0.0.1"},
       2,
       "127.0.0.1"},
      {"balancer_backend_bad_port",
       {"balancer", "0", "--backend", "127.0.0.1:x"},
       2,
       "127.0.0.1:x"},
      {"balancer_backend_unknown",
       {"balancer", "0", "--backend", "no such host:80"},
       3,
       "no such host"},
      {"balancer_interval_nan",
       {"balancer", "0", "--check-interval", "nan"},
       2,
       "--check-interval"},
      {"balancer_queue_hexadecimal", {"balancer", "0", "--queue", "0x10"}, 2, "--queue"},
      {"balancer_admin_port_negative_zero",
       {"balancer", "0", "--admin-port", "-0"},
       2,
       "--admin-port"},
      {"pool_threads_hexadecimal", {"pool_server", "0", "--threads", "0x10"}, 2, "--threads"},
      {"balancer_unit_unknown", {"balancer", "0", "--unit", "packet"}, 2, "--unit"},
      {"loadgen_unknown_option",
       {"loadgen", "--no-such-option", "http://127.0.0.1:1/"},
       2,
       "--no-such-option"},
      {"loadgen_no_url", {"loadgen", "-n", "10"}, 2, "URL"},
      {"loadgen_other_scheme", {"loadgen", "ftp://127.0.0.1/"}, 2, "ftp"},
      {"loadgen_bad_port", {"loadgen", "http://127.0.0.1:99999/"}, 2, "99999"},
      {"loadgen_no_requests", {"loadgen", "-n", "0", "http://127.0.0.1:1/"}, 2, "-n"},
      {"loadgen_more_at_once_than_in_all",
       {"loadgen", "-n", "1", "-c", "2", "http://127.0.0.1:1/"},
       2,
       "-c"},
      {"loadgen_no_header_line", {"loadgen", "-H", "x", "http://127.0.0.1:1/"}, 2, "-H"},
      {"loadgen_no_cookie", {"loadgen", "-C", "x", "http://127.0.0.1:1/"}, 2, "-C"},
      {"loadgen_no_password", {"loadgen", "-A", "user", "http://127.0.0.1:1/"}, 2, "-A"},
      {"loadgen_proxy_without_port",
       {"loadgen", "-X", "127.0.0.1", "http://127.0.0.1:1/"},
       2,
       "-X"},
      {"loadgen_two_contents", {"loadgen", "-p", "x", "-u", "x", "http://127.0.0.1:1/"}, 2, "-u"},
      {"loadgen_two_ends",
       {"loadgen", "-t", "1", "--duration", "1s", "http://127.0.0.1:1/"},
       2,
       "--duration"},
      {"loadgen_no_time", {"loadgen", "--warmup", "soon", "http://127.0.0.1:1/"}, 2, "--warmup"},
      {"loadgen_rate_not_above_0", {"loadgen", "--rate", "0", "http://127.0.0.1:1/"}, 2, "--rate"},
      {"loadgen_arrivals_without_rate",
       {"loadgen", "--arrivals", "poisson", "http://127.0.0.1:1/"},
       2,
       "--arrivals"},
      {"loadgen_start_at_the_time_of_day",
       {"loadgen", "--start-at", "1790000000000000000", "http://127.0.0.1:1/"},
       2,
       "CLOCK_MONOTONIC"},
      {"loadgen_start_at_with_a_unit",
       {"loadgen", "--start-at", "5s", "http://127.0.0.1:1/"},
       2,
       "--start-at"},
      {"loadgen_phase_without_rate",
       {"loadgen", "--phase", "1000", "http://127.0.0.1:1/"},
       2,
       "--rate"},
      {"loadgen_phase_of_random_arrivals",
       {"loadgen", "--rate", "1", "--arrivals", "poisson", "--phase", "9", "http://127.0.0.1:1/"},
       2,
       "--phase"},
      {"loadgen_seed_of_constant_arrivals",
       {"loadgen", "--rate", "1", "--seed", "1", "http://127.0.0.1:1/"},
       2,
       "poisson"},
      {"loadgen_more_threads_than_at_once",
       {"loadgen", "--threads", "2", "http://127.0.0.1:1/"},
       2,
       "--threads"},
      {"loadgen_engine_unknown",
       {"loadgen", "--engine", "x", "http://127.0.0.1:1/"},
       2,
       "--engine"},
      {"loadgen_csv_nowhere",
       {"loadgen", "--csv", "no/such/folder/x", "http://127.0.0.1:1/"},
       2,
       "no/such/folder"},
      {"loadgen_json_unwritable",
       {"loadgen", "--json", "/proc/x", "http://127.0.0.1:1/"},
       2,
       "/proc/x"},
      {"loadgen_rate_hexadecimal",
       {"loadgen", "--rate", "0x10", "http://127.0.0.1:1/"},
       2,
       "--rate"},
      {"loadgen_warmup_negative_zero",
       {"loadgen", "--warmup", "-0", "http://127.0.0.1:1/"},
       2,
       "--warmup"},
      {"loadgen_two_outputs_in_one",
       {"loadgen", "-e", "x", "-g", "./x", "http://127.0.0.1:1/"},
       2,
       "-g"},
      {"loadgen_proxy_unreachable",
       {"loadgen", "-X", "127.0.0.1:UNUSED", "http://127.0.0.1:1/"},
       3,
       "127.0.0.1:UNUSED"},
      {"loadgen_body_missing",
       {"loadgen", "-p", "no/such/file", "http://127.0.0.1:1/"},
       3,
       "no/such/file"},
      {"loadgen_host_unknown",
       {"loadgen", "http://no-such-host.invalid/"},
       3,
       "no-such-host.invalid"},
      {"loadgen_unreachable",
       {"loadgen", "--json", "load.json", "http://127.0.0.1:UNUSED/"},
       3,
       "127.0.0.1:UNUSED"},
      {"tiga_nothing", {"tiga"}, 2, "tiga"},
      {"tiga_unknown_command", {"tiga", "guess"}, 2, "--help"},
      {"tiga_unknown_option", {"tiga", "run", "report", "--no-such-option"}, 2, "--no-such-option"},
      {"tiga_seed_hexadecimal", {"tiga", "run", "report", "--seed", "0x10"}, 2, "--seed"},
      {"tiga_delta_nan", {"tiga", "compare", "a", "b", "--delta", "nan"}, 2, "--delta"},
      {"tiga_csv_is_a_folder", {"tiga", "compare", "a", "b", "--csv", "/tmp"}, 2, "/tmp"},
      {"tiga_levels_hexadecimal", {"tiga", "map", "--levels", "1,0x10"}, 2, "--levels"},
      {"tiga_unknown_plan",
       {"tiga", "run", "no-such-plan", "--results", "runs"},
       2,
       "no-such-plan"},
      {"tiga_wrong_key", {"tiga", "run", "PLAN", "--results", "runs"}, 2, "no_such_key"},
      {"tiga_unknown_run",
       {"tiga", "report", "no-such-run", "--results", "runs"},
       2,
       "no-such-run"},
  };
  all.insert(all.end(), others.begin(), others.end());
  return all;
}

void replace(std::string& text, const std::string& word, const std::string& by) {
  if (const std::size_t at = text.find(word); at != std::string::npos) {
    text.replace(at, word.size(), by);
  }
}

class BadInput : public testing::TestWithParam<Mistake> {
 protected:
  // As a command line and in what is expected of its error.
  std::string filled_in(std::string text) const {
    replace(text, "BUSY", std::to_string(busy_.port()));
    replace(text, "UNUSED", std::to_string(unused_));
    replace(text, "PLAN", (input_.path() / "plan.toml").string());
    return text;
  }

  common::Command command() const {
    common::write_file(input_.path() / "plan.toml", "no_such_key = 1\n");
    common::Command command{.arguments = GetParam().command, .folder = folder_.path()};
    for (std::string& argument : command.arguments) {
      argument = filled_in(argument);
    }
    command.arguments[0] = program(command.arguments[0]);
    return command;
  }

  std::uint16_t unused_ = unused_port();
  ServerProcess busy_{"async_server"};
  common::TemporaryFolder input_;
  common::TemporaryFolder folder_;  // where the program runs, and writes nothing
};

TEST_P(BadInput, IsReportedInOneLineWithTheRightExitStatus) {
  const auto result = common::run_command(command(), 20s);
  EXPECT_EQ(result.report.status, GetParam().status) << result.report.describe() << '\n'
                                                     << result.error;
  EXPECT_EQ(std::count(result.error.begin(), result.error.end(), '\n'), 1) << result.error;
  EXPECT_THAT(result.error, testing::StartsWith(GetParam().command[0] + ": "));
  EXPECT_THAT(result.error, testing::HasSubstr(filled_in(GetParam().says)));
  EXPECT_EQ(result.output, "");
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path())) << "it wrote something";
}

INSTANTIATE_TEST_SUITE_P(All, BadInput, testing::ValuesIn(mistakes()),
                         [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace tiga::tests
