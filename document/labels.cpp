#include "document/labels.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tiga::document {
namespace {

constexpr Labels english = {.skip = "Skip to the content",
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

constexpr Labels indonesian = {.skip = "Langsung ke isi",
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

const Labels& labels_of(std::string_view language) {
  return language == "id" || language.starts_with("id-") ? indonesian : english;
}

std::string_view label_of(Callout::Kind kind, const Labels& labels) {
  switch (kind) {
    case Callout::Kind::result:
      return labels.result;
    case Callout::Kind::note:
      return labels.note;
    case Callout::Kind::warning:
      return labels.warning;
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

std::string why_absent(const Figure& figure, const Labels& labels) {
  return figure.absent.empty() ? std::string(labels.no_chart) : figure.absent;
}

std::string next_label(const Table& /*table*/, const Labels& labels, Numbering& numbering) {
  return fmt::format("{} {}.", labels.table, ++numbering.tables);
}

std::string next_label(const Figure& /*figure*/, const Labels& labels, Numbering& numbering) {
  return fmt::format("{} {}.", labels.figure, ++numbering.figures);
}

}  // namespace tiga::document
