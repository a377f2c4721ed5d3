#include <fmt/format.h>

#include <cmath>
#include <string_view>

#include "common/build_info.hpp"
#include "common/text.hpp"
#include "loadgen/output/report.hpp"

namespace tiga::loadgen::output {
namespace {

using common::escape_html;

/// The rows of one table with the markup of ab. Labels are constants; values are escaped.
class Table {
 public:
  template <typename Value>
  void add(std::string_view label, const Value& value) {
    html_ += fmt::format(
        "<tr ><th colspan=2 bgcolor=white>{}</th><td colspan=2 bgcolor=white>{}</td></tr>\n", label,
        escape_html(fmt::format("{}", value)));
  }
  /// Another value of the row above.
  void add_below(std::string_view value) {
    html_ += fmt::format(
        "<tr ><td colspan=2 bgcolor=white>&nbsp;</td><td colspan=2 bgcolor=white>{}</td></tr>\n",
        escape_html(value));
  }
  void add_note(std::string_view text) {
    html_ += fmt::format("<tr ><td colspan=4 bgcolor=white >   {}</td></tr>\n", escape_html(text));
  }
  void add_title(std::string_view text) {
    html_ += fmt::format("<tr ><th bgcolor=white colspan=4>{}</th></tr>\n", text);
  }
  void add_times_head() {
    html_ +=
        "<tr ><th bgcolor=white>&nbsp;</th> <th bgcolor=white>min</th>   "
        "<th bgcolor=white>avg</th>   <th bgcolor=white>max</th></tr>\n";
  }
  void add_times(std::string_view label, const TimesRow& row) {
    html_ += fmt::format("<tr ><th bgcolor=white>{}</th>", label);
    for (const double milliseconds : {row.min, row.mean, row.max}) {
      html_ += fmt::format("<td bgcolor=white>{:5}</td>", std::llround(milliseconds));
    }
    html_ += "</tr>\n";
  }
  std::string text() const { return "<table >\n" + html_ + "</table>\n"; }

 private:
  std::string html_;
};

std::string bytes(std::uint64_t count) { return fmt::format("{} bytes", count); }

void add_target(Table& table, const TargetFacts& target) {
  table.add("Server Software:", target.software);
  table.add("Server Hostname:", target.host);
  table.add("Server Port:", target.port);
  table.add("Document Path:", target.path);
  table.add("Document Length:",
            target.variable_document ? "Variable" : bytes(target.document_length));
}

void add_counts(Table& table, const Summary& summary) {
  const AbCounts& ab = summary.ab;
  table.add("Concurrency Level:", summary.concurrency);
  table.add("Time taken for tests:", fmt::format("{:.3f} seconds", summary.elapsed_s));
  table.add("Complete requests:", ab.complete);
  table.add("Failed requests:", ab.failed);
  if (ab.failed > 0) {
    table.add_note(fmt::format("(Connect: {}, Receive: {}, Length: {}, Exceptions: {})", ab.connect,
                               ab.receive, ab.length, ab.exceptions));
  }
  if (ab.non_2xx > 0) {
    table.add("Non-2xx responses:", ab.non_2xx);
  }
  if (summary.keep_alive) {
    table.add("Keep-Alive requests:", ab.keep_alive);
  }
  table.add("Total transferred:", bytes(summary.bytes_received));
  if (summary.sends_content) {
    table.add("Total body sent:", summary.bytes_sent);
  }
  table.add("HTML transferred:", bytes(ab.html_bytes));
}

void add_rates(Table& table, const Summary& summary) {
  table.add("Requests per second:", fmt::format("{:.2f}", summary.requests_per_second()));
  const double received = summary.transfer_rate_kbytes_per_s();
  table.add("Transfer rate:", fmt::format("{:.2f} kb/s received", received));
  if (summary.sends_content) {
    const double sent = static_cast<double>(summary.bytes_sent) / 1024 / summary.elapsed_s;
    table.add_below(fmt::format("{:.2f} kb/s sent", sent));
    table.add_below(fmt::format("{:.2f} kb/s total", received + sent));
  }
}

void add_times(Table& table, const TimesTable& times) {
  table.add_title("Connection Times (ms)");
  table.add_times_head();
  table.add_times("Connect:", times.connect);
  table.add_times("Processing:", times.processing);
  table.add_times("Total:", times.total);
}

void add_ours(Table& table, const Summary& summary) {
  table.add_title("Ends of requests (each is counted once)");
  for_each_outcome([&](Outcome outcome) {
    if (outcome == Outcome::ok || summary.outcomes[outcome] > 0) {
      table.add(name_of(outcome), summary.outcomes[outcome]);
    }
  });
  table.add("attempted", summary.attempted);
  if (summary.not_started > 0) {
    table.add("not started", summary.not_started);
  }
  if (summary.interrupted) {
    table.add_note("The run was interrupted.");
  }
  table.add("Goodput:", fmt::format("{:.2f}", summary.ok_per_second()));
  table.add("Verdict:", fmt::format("{} (generator's core {:.0f} % busy)", name_of(summary.verdict),
                                    summary.generator.core_share * 100));
}

}  // namespace

std::string html_report(const Summary& summary) {
  const common::BuildInfo& build = common::build_info();
  Table table;
  add_target(table, summary.target);
  add_counts(table, summary);
  if (summary.elapsed_s > 0 && summary.ab.complete > 0) {
    add_rates(table, summary);
  }
  if (summary.times) {
    add_times(table, *summary.times);
  }
  add_ours(table, summary);
  return fmt::format(
             "<p>\n This is loadgen, Version {} <i>&lt;{}&gt;</i><br>\n"
             " Part of tiga; the report has the layout of ApacheBench<br>\n</p>\n"
             "<p>\n..done\n\n\n",
             escape_html(build.version), escape_html(build.git_describe)) +
         table.text();
}

}  // namespace tiga::loadgen::output
