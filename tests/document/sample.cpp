#include "tests/document/sample.hpp"

#include "common/files.hpp"

namespace tiga::tests {
namespace {

using namespace document;

Table verdicts() {
  return {.id = "verdicts",
          .caption = "Verdicts by concurrency. Ratios of throughput, 20 blocks, 95 % intervals.",
          .columns = {{.title = "Pair"},
                      {.title = "Concurrency", .numeric = true},
                      {.title = "Ratio", .numeric = true},
                      {.title = "Verdict"}},
          .rows = {{{.text = "async / threaded"},
                    {.text = "50", .sort_by = 50.0},
                    {.text = "1.42", .sort_by = 1.42},
                    {.text = "faster", .mark = "faster"}},
                   {{.text = "balanced / async"},
                    {.text = "1,000", .sort_by = 1000.0},
                    {.text = ""},
                    {.text = "invalid", .mark = "invalid"}},
                   {{.text = "balanced / threaded"},
                    {.text = "100", .sort_by = 100.0},
                    {.text = "0.97", .sort_by = 0.97},
                    {.text = "inconclusive", .mark = "inconclusive"}},
                   {{.text = "async-aa / async"},
                    {.text = "50", .sort_by = 50.0},
                    {.text = "1.0045", .sort_by = 1.0045},
                    {.text = "equivalent", .mark = "equivalent"}}}};
}

Table cells() {
  Table table{.id = "cells",
              .caption = "Every cell.",
              .columns = {{.title = "Block", .numeric = true},
                          {.title = "Arm"},
                          {.title = "Requests per second", .numeric = true},
                          {.title = "Server CPU per request in microseconds", .numeric = true},
                          {.title = "Why it is not valid"}},
              .rows = {},
              .folded = true};
  for (int block = 1; block <= 40; ++block) {
    const char* why = block == 9 ? "" : block == 7 ? nasty_text : "it is valid";
    table.rows.push_back({{.text = std::to_string(block), .sort_by = block},
                          {.text = block % 2 == 0 ? "async" : "threaded"},
                          {.text = std::to_string(20000 - block), .sort_by = 20000.0 - block},
                          {.text = "38.1", .sort_by = 38.1},
                          {.text = why}});
  }
  return table;
}

}  // namespace

Labels indonesian_labels() {
  return {.skip = "Langsung ke isi",
          .opening = "Ringkasan",
          .contents = "Daftar isi",
          .sort = "Urutkan menurut kolom ini",
          .table = "Tabel",
          .figure = "Gambar",
          .row = "baris",
          .rows = "baris",
          .no_rows = "tidak ada baris",
          .unknown = "tidak diketahui",
          .no_chart = "Grafik ini tidak digambar.",
          .result = "Hasil",
          .note = "Catatan",
          .warning = "Peringatan"};
}

Document sample_document(const std::string& language, const Labels& labels) {
  return {
      .language = language,
      .title = "Three HTTP server architectures",
      .subtitle = "plan report, 23 November 2026, AMD EPYC, 2 cores",
      .opening = {Callout{.kind = Callout::Kind::result,
                          .title = "One event loop is faster at every concurrency",
                          .lines = {"c = 1: 1.28 [1.22, 1.35] times threaded's throughput",
                                    "c = 50: at least 1.17 [1.10, 1.25] times balanced's"}},
                  Paragraph{"The opening's only paragraph."}},
      .sections =
          {{.id = "verdicts",
            .title = "Verdicts",
            .blocks = {Paragraph{nasty_text}, verdicts(),
                       Figure{.id = "throughput",
                              .caption = "Throughput against concurrency; n = 1000.",
                              .description = "Throughput rises from 8,897 to 27,174 a "
                                             "second at c = 50, then falls."}}},
           {.id = "machine",
            .title = "Machine & method",
            .blocks = {Callout{.kind = Callout::Kind::warning,
                               .title = "",
                               .lines = {"Two cores cannot show what a balancer gains."}},
                       Bullets{{"one", "two"}}, Code{"tiga run report --seed 7 && echo '<done>'\n"},
                       Figure{.id = "latency", .caption = "Latency.", .description = "Rises."},
                       Figure{.id = "memory",
                              .caption = "Memory.",
                              .description = "Threads take more.",
                              .absent = "gnuplot is not installed."},
                       cells()}}},
      .labels = labels};
}

std::optional<std::string> sample_chart(const std::string& id) {
  return id == "memory" ? std::nullopt : std::optional(gnuplot_chart());
}

std::string gnuplot_chart() {
  return common::read_file(TIGA_SOURCE_DIR "/tests/document/gnuplot.svg");
}

std::string page_template() { return common::read_file(TIGA_SOURCE_DIR "/plots/page.html"); }

}  // namespace tiga::tests
