#include "audit/samples/samples.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "audit/markup/text.hpp"
#include "audit/samples/format.hpp"
#include "audit/samples/xml_samples.hpp"
#include "common/csv.hpp"
#include "common/numbers.hpp"

namespace tiga::audit::samples {
namespace {

constexpr std::size_t classes_of_status = 6;

// All samples of one label.
struct Group {
  std::size_t line = 0;
  std::vector<double> latencies_s;
  std::size_t failed = 0;
  std::array<std::size_t, classes_of_status> by_status{};  // of 1xx to 5xx; [0]: none
  std::size_t without_code = 0;  // that succeeded: JMeter's samplers of other protocols have none
  double bytes = 0;
  double first_s = 0;
  double last_s = 0;
  double users = 0;
};

std::optional<double> number_in(const std::vector<std::string>& row, std::size_t column) {
  if (column >= row.size()) {
    return std::nullopt;
  }
  const std::string_view text = markup::trimmed(row[column]);
  const auto value = common::to_number<double>(text);
  return value && *value >= 0 && *value < 1e15 ? value : std::nullopt;
}

Figure counted(double value, std::size_t line) {
  Figure figure;
  figure.value = value;
  figure.text = fmt::format("{:.0f}", value);
  figure.digits = static_cast<int>(figure.text.size());
  figure.place = {line, 1};
  return figure;
}

Figure time_figure(double seconds, double unit_s, std::size_t line) {
  Figure figure = counted(seconds, line);
  figure.text = fmt::format("{:.6g}", seconds / unit_s);
  figure.unit = unit_s == 1 ? "s" : "ms";
  figure.unit_is_given = true;
  return figure;
}

class SampleReader {
 public:
  explicit SampleReader(const Columns& columns) : columns_(columns) {
    table_.kind = columns.format->kind;
    table_.tool = columns.format->tool;
    table_.line = 1;
  }

  AuditedTable table() {
    for (auto& [label, group] : groups_) {
      add_row(label, group);
    }
    for (const auto& [field, figure] : table_.rows.empty() ? no_figures_ : table_.rows[0].figures) {
      table_.columns.push_back({std::string(facts_of(field).name), field, figure.unit, true});
    }
    return std::move(table_);
  }

  void take(const std::vector<std::string>& row, std::size_t line) {
    if (row.size() == 1 && markup::trimmed(row[0]).empty()) {
      return;
    }
    const auto elapsed = number_in(row, columns_.elapsed);
    const auto start = number_in(row, columns_.start);
    const bool has_start = columns_.start != Columns::none;
    if (row.size() != columns_.count || !elapsed || (has_start && !start)) {
      table_.not_read.push_back(fmt::format("line {}: no sample", line));
      return;
    }
    const std::string label = columns_.label < row.size() ? markup::shown(row[columns_.label]) : "";
    Group& group = groups_[label];
    group.line = group.line == 0 ? line : group.line;
    group.latencies_s.push_back(*elapsed * columns_.format->elapsed_s);
    origin_ = origin_ ? origin_ : start;
    take_span(group, (start.value_or(0) - origin_.value_or(0)) * columns_.format->start_s);
    take_status(group, row);
    group.bytes += number_in(row, columns_.bytes).value_or(0);
    group.users = std::max(group.users, number_in(row, columns_.users).value_or(0));
  }

 private:
  static void take_span(Group& group, double start_s) {
    const double end_s = start_s + group.latencies_s.back();
    const bool is_first = group.latencies_s.size() == 1;
    group.first_s = is_first ? start_s : std::min(group.first_s, start_s);
    group.last_s = is_first ? end_s : std::max(group.last_s, end_s);
  }

  void take_status(Group& group, const std::vector<std::string>& row) const {
    constexpr double hundred = 100;
    const double status = number_in(row, columns_.status).value_or(0);
    const auto kind = static_cast<std::size_t>(status / hundred);
    const bool has_code = kind > 0 && kind < classes_of_status;
    const bool has_status = columns_.status != Columns::none;
    const bool says_success = columns_.success < row.size();
    const bool failed = says_success ? markup::trimmed(row[columns_.success]) != "true"
                                     : has_status && (kind < 1 || kind > 3);
    group.failed += failed ? 1 : 0;
    if (has_status && says_success && !failed && !has_code) {
      ++group.without_code;
    } else {
      ++group.by_status[has_code ? kind : 0];
    }
  }

  void add_row(const std::string& label, Group& group) {
    Row row;
    row.index = table_.rows.size() + 1;
    row.line = group.line;
    row.label = label;
    const auto put = [&](Field field, const Figure& figure) { row.figures.emplace(field, figure); };
    put(Field::complete, counted(static_cast<double>(group.latencies_s.size()), group.line));
    if (columns_.status != Columns::none || columns_.success != Columns::none) {
      put(Field::failed, counted(static_cast<double>(group.failed), group.line));
    }
    if (columns_.status != Columns::none) {
      add_statuses(group, row);
    }
    if (columns_.bytes != Columns::none && group.without_code == 0) {  // may be 0 without HTTP
      put(Field::bytes, counted(group.bytes, group.line));
      row.figures.at(Field::bytes).unit = "bytes";
    }
    if (columns_.start != Columns::none) {
      put(Field::time_taken, time_figure(group.last_s - group.first_s, 1, group.line));
    }
    if (group.users > 0 && groups_.size() == 1) {
      put(Field::concurrency, counted(group.users, group.line));
    }
    add_latencies(group, row);
    table_.rows.push_back(std::move(row));
  }

  static void add_statuses(const Group& group, Row& row) {
    constexpr std::array<Field, classes_of_status> fields = {Field::errored,    Field::status_1xx,
                                                             Field::status_2xx, Field::status_3xx,
                                                             Field::status_4xx, Field::status_5xx};
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const auto count = static_cast<double>(group.by_status[i]);
      if (count > 0 || (fields[i] == Field::status_2xx && group.without_code == 0)) {
        row.figures.emplace(fields[i], counted(count, group.line));
      }
    }
  }

  static void add_latencies(Group& group, Row& row) {
    std::vector<double>& all = group.latencies_s;
    std::ranges::sort(all);
    const auto put = [&](Field field, double seconds) {
      row.figures.emplace(field, time_figure(seconds, 1e-3, group.line));
    };
    const auto nearest_rank = [&](double share) {
      const double rank = std::ceil(share * static_cast<double>(all.size()) - 1e-9);
      return all[static_cast<std::size_t>(std::max(1.0, rank)) - 1];
    };
    put(Field::latency_min, all.front());
    put(Field::latency_mean,
        std::accumulate(all.begin(), all.end(), 0.0) / static_cast<double>(all.size()));
    put(Field::latency_p50, nearest_rank(0.50));
    put(Field::latency_p90, nearest_rank(0.90));
    put(Field::latency_p95, nearest_rank(0.95));
    put(Field::latency_p99, nearest_rank(0.99));
    put(Field::latency_max, all.back());
  }

  const Columns& columns_;
  std::map<std::string, Group> groups_;
  Figures no_figures_;
  std::optional<double> origin_;  // the first start: times since 1970 have too few digits left
  AuditedTable table_;
};

AuditedTable read_rows(const Columns& columns, std::string_view text) {
  SampleReader reader(columns);
  common::CsvScanner scanner(text, columns.separator);
  if (columns.has_headings) {
    scanner.row();
  }
  while (!scanner.at_end()) {
    const std::size_t line = scanner.line();
    reader.take(scanner.row(), line);
  }
  return reader.table();
}

AuditedTable read_xml(std::string_view text) {
  const Columns columns = columns_of_xml(text);
  SampleReader reader(columns);
  XmlSamples samples(text);
  while (const auto sample = samples.next()) {
    reader.take(sample->cells, sample->line);
  }
  return reader.table();
}

}  // namespace

std::optional<AuditedTable> read_samples(std::string_view text) {
  const bool is_xml = is_jmeter_xml(text);
  const auto columns = is_xml ? std::nullopt : columns_of(text);
  if (!is_xml && !columns) {
    return std::nullopt;
  }
  AuditedTable table = is_xml ? read_xml(text) : read_rows(*columns, text);
  return table.rows.empty() ? std::nullopt : std::optional(std::move(table));
}

}  // namespace tiga::audit::samples
