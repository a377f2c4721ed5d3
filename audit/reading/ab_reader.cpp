#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "audit/markup/text.hpp"
#include "audit/reading/ab_lines.hpp"
#include "audit/reading/readers.hpp"
#include "audit/reading/unread_lines.hpp"
#include "common/text.hpp"

namespace tiga::audit::reading {
namespace {

using markup::lines_of;
using markup::shown;
using markup::trimmed;

class AbReader {
 public:
  void read_line(std::string_view text, std::size_t number) {
    line_ = number;
    const std::string_view line = trimmed(text);
    in_block_ = in_block_ && !line.empty();
    if (line.starts_with("This is ApacheBench")) {
      begin(Tool::ab);
    } else if (line.starts_with("This is loadgen")) {
      begin(Tool::loadgen);
    } else if (line.starts_with("Server Software:")) {
      begin_where_taken(Field::concurrency);
      row_.label = shown(trimmed(line.substr(line.find(':') + 1)));
    } else if (line.starts_with("Connection Times (ms)")) {
      in_times_ = true;
    } else if (in_times_ && line.starts_with("Total:")) {
      read_times(line);
    } else if (line.starts_with("(Connect:") || line.starts_with("(Length:")) {
      read_kinds_of_failure(line);
    } else if (!read_report_line(line) && !read_percentage(line)) {
      if (const auto requests = ab_requests_asked(line)) {
        end_row();
        requests_ = ab_figure(*requests, Field::requests, line_);
      } else if (in_block_ && counts_failures(line)) {
        unread_.add(line_, line);
      }
    }
  }

  std::vector<AuditedTable> tables() {
    end_row();
    std::vector<AuditedTable> found;
    for (AuditedTable* table : {&ab_, &loadgen_}) {
      if (!table->rows.empty() || !table->not_read.empty()) {
        found.push_back(std::move(*table));
      }
    }
    return found;
  }

 private:
  void begin(Tool tool) {
    end_row();
    tool_ = tool;
    banner_ = line_;
  }

  // A report pasted without its first lines starts at the first repeated line.
  void begin_where_taken(Field field) {
    if (row_.find(field) != nullptr) {
      end_row();
    }
  }

  void take(Field field, std::string_view text) {
    if (const auto figure = ab_figure(text, field, line_)) {
      row_.line = row_.line == 0 ? line_ : row_.line;
      in_block_ = true;
      row_.figures.emplace(field, *figure);
    }
  }

  bool read_report_line(std::string_view line) {
    const AbLine* known = ab_report_line(line);
    if (known == nullptr) {
      return false;
    }
    const bool across = line.find("across") != std::string_view::npos;
    const Field field = across ? Field::time_per_request_across : known->field;
    begin_where_taken(field);
    take(field, line.substr(known->begin.size()));
    return true;
  }

  void read_kinds_of_failure(std::string_view line) {
    for (const AbLine& kind : ab_kinds_of_failure()) {
      const std::size_t at = line.find(kind.begin);
      if (at != std::string_view::npos) {
        const std::string_view rest = line.substr(at + kind.begin.size());
        take(kind.field, rest.substr(0, rest.find_first_of(",)")));
      }
    }
  }

  // min mean [+/-sd] median max; with -S min avg max.
  void read_times(std::string_view line) {
    const std::vector<std::string_view> tokens = common::words_between_blanks(line);
    if (tokens.size() == 6 || tokens.size() == 4) {
      take(Field::latency_min, tokens[1]);
      take(Field::latency_mean, tokens[2]);
      take(Field::latency_max, tokens.back());
    }
    in_times_ = false;
  }

  bool read_percentage(std::string_view line) {
    const AbLine* known = ab_percentage_line(line);
    if (known == nullptr || row_.figures.empty()) {
      return false;
    }
    take(known->field, line.substr(known->begin.size()));
    return true;
  }

  void end_row() {
    constexpr std::size_t least_figures = 2;
    AuditedTable& table = tool_ == Tool::loadgen ? loadgen_ : ab_;
    if (row_.figures.size() >= least_figures) {
      if (requests_) {
        row_.figures.emplace(Field::requests, *requests_);
      }
      if (row_.find(Field::rate) == nullptr) {
        table.not_read.push_back(fmt::format("line {}: a report without its rates", row_.line));
      }
      std::ranges::copy(unread_.all(), std::back_inserter(table.not_read));
      row_.index = table.rows.size() + 1;
      add_columns(table);
      table.line = table.rows.empty() ? row_.line : table.line;
      table.rows.push_back(std::move(row_));
      requests_.reset();
    } else if (banner_ > 0) {
      table.not_read.push_back(fmt::format("line {}: it ended without a report", banner_));
      requests_.reset();
    }
    row_ = {};
    unread_ = notes_on_failures();
    in_block_ = false;
    banner_ = 0;
    in_times_ = false;
  }

  void add_columns(AuditedTable& table) const {
    for (const auto& [field, figure] : row_.figures) {
      if (std::ranges::find(table.columns, field, &Column::field) == table.columns.end()) {
        table.columns.push_back({std::string(facts_of(field).name), field, figure.unit, true});
      }
    }
  }

  static AuditedTable table_of(Tool tool) {
    AuditedTable table;
    table.kind = tool == Tool::ab ? "ab's report" : "loadgen's report";
    table.tool = tool;
    return table;
  }

  std::size_t line_ = 0;
  std::size_t banner_ = 0;
  bool in_times_ = false;
  bool in_block_ = false;  // the lines since the last figure are not empty
  LimitedNotes unread_ = notes_on_failures();
  Tool tool_ = Tool::ab;
  Row row_;
  std::optional<Figure> requests_;
  AuditedTable ab_ = table_of(Tool::ab);
  AuditedTable loadgen_ = table_of(Tool::loadgen);
};

}  // namespace

std::vector<AuditedTable> read_ab_reports(std::string_view text) {
  AbReader reader;
  std::size_t number = 1;
  for (const std::string_view line : lines_of(text)) {
    reader.read_line(line, number++);
  }
  return reader.tables();
}

}  // namespace tiga::audit::reading
