#include "document/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tiga::document {
namespace {

constexpr Words english = {.skip = "Skip to the content",
                           .opening = "In short",
                           .contents = "Contents",
                           .sort = "Sort by this column",
                           .table = "Table",
                           .figure = "Figure",
                           .row = "row",
                           .rows = "rows",
                           .no_rows = "no rows",
                           .unknown = "unknown",
                           .no_chart = "The chart was not drawn.",
                           .result = "Result",
                           .note = "Note",
                           .warning = "Warning"};

constexpr Words indonesian = {.skip = "Langsung ke isi",
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

}  // namespace

const Words& words_of(std::string_view language) {
  return language == "id" || language.starts_with("id-") ? indonesian : english;
}

std::string_view word_of(Callout::Kind kind, const Words& words) {
  switch (kind) {
    case Callout::Kind::result:
      return words.result;
    case Callout::Kind::note:
      return words.note;
    case Callout::Kind::warning:
      return words.warning;
  }
  return {};
}

bool has_unknown(const Table& table) {
  return std::ranges::any_of(table.rows, [&](const std::vector<TableField>& row) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (row.at(i).text.empty() && !table.columns[i].remarks) {
        return true;
      }
    }
    return false;
  });
}

std::string why_absent(const Figure& figure, const Words& words) {
  return figure.absent.empty() ? std::string(words.no_chart) : figure.absent;
}

std::string next_label(const Table& /*table*/, const Words& words, Numbering& numbering) {
  return fmt::format("{} {}.", words.table, ++numbering.tables);
}

std::string next_label(const Figure& /*figure*/, const Words& words, Numbering& numbering) {
  return fmt::format("{} {}.", words.figure, ++numbering.figures);
}

}  // namespace tiga::document
