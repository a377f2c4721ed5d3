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
  void add(std::string_view label, std::string_view value) {
    html_ += fmt::format(
        "<tr ><th colspan=2 bgcolor=white>{}</th><td colspan=2 bgcolor=white>{}</td></tr>\n", label,
        escape_html(value));
  }
  void add_rows(const std::vector<ReportRow>& rows) {
    for (const ReportRow& row : rows) {
      if (!row.label.empty()) {
        add(row.label, row.value);
      } else if (!row.value.empty()) {
        add_note(row.value);
      }
    }
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
  table.add_rows(end_rows(summary));
  table.add("Goodput:", fmt::format("{:.2f}", summary.ok_per_second()));
  table.add("Verdict:", fmt::format("{} (loadgen's busiest thread ran {:.0f} % of the time){}",
                                    name_of(summary.verdict), summary.generator.core_share * 100,
                                    hung_words(summary)));
}

}  // namespace

std::string html_report(const Summary& summary) {
  const common::BuildInfo& build = common::build_info();
  Table table;
  table.add_rows(ab_rows(summary));
  if (summary.elapsed_s > 0 && summary.ab.complete > 0) {
    add_rates(table, summary);
  }
  if (summary.times) {
    add_times(table, *summary.times);
    if (const std::string words = unfinished_words(summary); !words.empty()) {
      table.add_note("(" + words + ")");
    }
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
