#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <string_view>

#include "common/build_info.hpp"
#include "common/text.hpp"
#include "loadgen/output/report.hpp"

namespace tiga::loadgen::output {
namespace {

constexpr double bytes_per_kbyte = 1024;

template <typename... Arguments>
void print(std::string& text, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  fmt::format_to(std::back_inserter(text), format, std::forward<Arguments>(arguments)...);
}

std::int64_t whole(double milliseconds) { return std::llround(milliseconds); }

void add_banner(std::string& text, const Summary& summary) {
  const common::BuildInfo& build = common::build_info();
  print(text, "This is loadgen, Version {} <{}>\n", build.version, build.git_describe);
  print(text, "Part of tiga; the report has the layout of ApacheBench\n\n");
  print(text, "Benchmarking {} (be patient).....done\n\n\n",
        common::printable(summary.target.host));
}

std::string bytes(std::uint64_t count) { return fmt::format("{} bytes", count); }

void add_rates_of_ab(std::string& text, const Summary& summary) {
  const double each = summary.time_per_request_ms().value_or(0);
  const double concurrent = each * static_cast<double>(summary.concurrency);
  print(text, "Requests per second:    {:.2f} [#/sec] (mean)\n", summary.requests_per_second());
  print(text, "Time per request:       {:.3f} [ms] (mean)\n", concurrent);
  print(text, "Time per request:       {:.3f} [ms] (mean, across all concurrent requests)\n", each);
  const double received = summary.transfer_rate_kbytes_per_s();
  print(text, "Transfer rate:          {:.2f} [Kbytes/sec] received\n", received);
  if (summary.sends_content) {
    const double sent =
        static_cast<double>(summary.bytes_sent) / bytes_per_kbyte / summary.elapsed_s;
    print(text, "                        {:.2f} kb/s sent\n", sent);
    print(text, "                        {:.2f} kb/s total\n", received + sent);
  }
}

void add_rows(const TimesTable& times, auto add_row) {
  add_row("Connect:", times.connect);
  add_row("Processing:", times.processing);
  add_row("Waiting:", times.waiting);
  add_row("Total:", times.total);
}

void add_ab_times(std::string& text, const TimesTable& times, bool show_deviation) {
  print(text, "\nConnection Times (ms)\n");
  if (!show_deviation) {
    print(text, "              min   avg   max\n");
    add_rows(times, [&](const char* label, const TimesRow& row) {
      print(text, "{:<12}{:5} {:5}{:5}\n", label, whole(row.min), whole(row.mean), whole(row.max));
    });
    return;
  }
  print(text, "              min  mean[+/-sd] median   max\n");
  add_rows(times, [&](const char* label, const TimesRow& row) {
    print(text, "{:<12}{:5} {:4} {:5.1f} {:6} {:7}\n", label, whole(row.min), whole(row.mean),
          row.deviation, whole(row.median), whole(row.max));
  });
}

void add_percentages(std::string& text, const Summary& summary) {
  const std::string_view longest =
      summary.outlasted() ? " (longest finished request)" : " (longest request)";
  print(text, "\nPercentage of the requests served within a certain time (ms)\n");
  for (const PercentageRow& row : summary.percentages) {
    print(text, " {:3}%  {:5}{}\n", row.percent, whole(row.milliseconds),
          row.percent == 100 ? longest : "");
  }
  if (const std::string words = unfinished_words(summary); !words.empty()) {
    print(text, "   ({})\n", words);
  }
}

}  // namespace

std::vector<ReportRow> ab_rows(const Summary& summary) {
  const TargetFacts& target = summary.target;
  const AbCounts& ab = summary.ab;
  std::vector<ReportRow> rows = {
      {"Server Software:", common::printable(target.software)},
      {"Server Hostname:", common::printable(target.host)},
      {"Server Port:", fmt::to_string(target.port)},
      {},
      {"Document Path:", common::printable(target.path)},
      {"Document Length:", target.variable_document ? "Variable" : bytes(target.document_length)},
      {},
      {"Concurrency Level:", fmt::to_string(summary.concurrency)},
      {"Time taken for tests:", fmt::format("{:.3f} seconds", summary.elapsed_s)},
      {"Complete requests:", fmt::to_string(ab.complete)},
      {"Failed requests:", fmt::to_string(ab.failed)}};
  if (ab.failed > 0) {
    rows.push_back({"", fmt::format("(Connect: {}, Receive: {}, Length: {}, Exceptions: {})",
                                    ab.connect, ab.receive, ab.length, ab.exceptions)});
  }
  if (ab.non_2xx > 0) {
    rows.push_back({"Non-2xx responses:", fmt::to_string(ab.non_2xx)});
  }
  if (summary.keep_alive) {
    rows.push_back({"Keep-Alive requests:", fmt::to_string(ab.keep_alive)});
  }
  rows.push_back({"Total transferred:", bytes(summary.bytes_received)});
  if (summary.sends_content) {
    rows.push_back({"Total body sent:", fmt::to_string(summary.bytes_sent)});
  }
  rows.push_back({"HTML transferred:", bytes(ab.html_bytes)});
  return rows;
}

std::string ab_report(const Summary& summary, const ReportStyle& style) {
  std::string text;
  add_banner(text, summary);
  for (const ReportRow& row : ab_rows(summary)) {
    if (row.label.empty()) {
      text += (row.value.empty() ? "" : "   " + row.value) + '\n';
    } else {
      print(text, "{:<24}{}\n", row.label, row.value);
    }
  }
  if (summary.elapsed_s > 0 && summary.ab.complete > 0) {
    add_rates_of_ab(text, summary);
  }
  if (summary.times) {
    add_ab_times(text, *summary.times, style.show_deviation);
  }
  if (style.show_percentages && !summary.percentages.empty()) {
    add_percentages(text, summary);
  }
  return text;
}

}  // namespace tiga::loadgen::output
