#include "bench/loadgen_bench/reading.hpp"

#include <fmt/format.h>

#include <map>
#include <regex>

#include "common/error.hpp"
#include "loadgen/summary.hpp"

namespace tiga::bench {
namespace {

std::optional<std::smatch> find(const std::string& text, const char* pattern) {
  std::smatch match;
  if (!std::regex_search(text, match, std::regex(pattern))) {
    return std::nullopt;
  }
  return match;
}

Reading broken(const std::string& fault) { return {.fault = fault}; }

// Times of wrk: "1.01s", "350.00ms", "1.00m".
double seconds_of(const std::string& number, const std::string& unit) {
  static const std::map<std::string, double> units{{"us", 1e-6}, {"ms", 1e-3}, {"s", 1}, {"m", 60}};
  return std::stod(number) * units.at(unit);
}

void require_requests(Reading& reading) {
  if (reading.fault.empty() && (reading.requests == 0 || reading.elapsed_s <= 0)) {
    reading.fault = "no request was completed";
  }
}

}  // namespace

Reading read_wrk(const std::string& report) {
  const auto total = find(report, R"((\d+) requests in ([0-9.]+)(us|ms|s|m),)");
  if (!total) {
    return broken("no report of wrk");
  }
  Reading reading;
  reading.requests = std::stoull((*total)[1]);
  reading.elapsed_s = seconds_of((*total)[2], (*total)[3]);
  if (const auto errors = find(report, R"(Socket errors: [^\n]*)")) {
    reading.fault = errors->str();
  } else if (const auto statuses = find(report, R"(Non-2xx or 3xx responses: \d+)")) {
    reading.fault = statuses->str();
  }
  require_requests(reading);
  return reading;
}

Reading read_ab(const std::string& report) {
  const auto complete = find(report, R"(Complete requests: +(\d+))");
  const auto time = find(report, R"(Time taken for tests: +([0-9.]+) seconds)");
  const auto failed = find(report, R"(Failed requests: +(\d+))");
  if (!complete || !time || !failed) {
    return broken("no report of ab");
  }
  Reading reading;
  reading.requests = std::stoull((*complete)[1]);
  reading.elapsed_s = std::stod((*time)[1]);
  if ((*failed)[1] != "0") {
    reading.fault = failed->str();
  } else if (const auto statuses = find(report, R"(Non-2xx responses: +\d+)")) {
    reading.fault = statuses->str();
  }
  require_requests(reading);
  return reading;
}

Reading read_loadgen(const std::string& json) {
  try {
    const loadgen::Summary summary = loadgen::summary_from_json(json);
    Reading reading;
    reading.requests = summary.ok();
    reading.elapsed_s = summary.elapsed_s;
    reading.counted_cpu_s = summary.generator.cpu_s;
    if (!summary.all_ok()) {
      reading.fault = fmt::format("{} of {} requests ended ok, {} were not started", summary.ok(),
                                  summary.attempted, summary.not_started);
    }
    require_requests(reading);
    return reading;
  } catch (const common::CannotRun& error) {
    return broken(error.what());
  }
}

}  // namespace tiga::bench
