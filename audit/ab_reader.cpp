#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <sstream>

#include "audit/number.hpp"
#include "audit/readers.hpp"
#include "audit/text.hpp"
#include "audit/unit.hpp"
#include "audit/words.hpp"

namespace tiga::audit {
namespace {

// A line of the report that has one figure.
struct Line {
  std::string_view begin;
  Field field;
};

constexpr std::array<Line, 13> report_lines{{
    {"Document Length:", Field::document_length},
    {"Concurrency Level:", Field::concurrency},
    {"Time taken for tests:", Field::time_taken},
    {"Complete requests:", Field::complete},
    {"Failed requests:", Field::failed},
    {"Non-2xx responses:", Field::non_2xx},
    {"Keep-Alive requests:", Field::keep_alive},
    {"Total transferred:", Field::octets},
    {"HTML transferred:", Field::html_octets},
    {"Requests per second:", Field::rate},
    {"Time per request:", Field::time_per_request_client},
    {"Transfer rate:", Field::transfer_rate},
    {"Rate asked for:", Field::offered_rate},  // loadgen in an open loop
}};

constexpr std::array<Line, 4> kinds_of_failure{{
    {"Connect:", Field::connect_failures},
    {"Receive:", Field::receive_failures},
    {"Length:", Field::length_failures},
    {"Exceptions:", Field::exceptions},
}};

constexpr std::array<Line, 9> percentage_lines{{
    {"50%", Field::latency_p50},
    {"66%", Field::latency_p66},
    {"75%", Field::latency_p75},
    {"80%", Field::latency_p80},
    {"90%", Field::latency_p90},
    {"95%", Field::latency_p95},
    {"98%", Field::latency_p98},
    {"99%", Field::latency_p99},
    {"100%", Field::latency_max},
}};

std::optional<Figure> figure_of(std::string_view text, Field field, std::size_t line) {
  const auto parts = split_number(trimmed(text));
  const auto number = parts ? parse_number(parts->number, '.') : std::nullopt;
  // A second number on the line: it is a row of a table, not a line of a report.
  if (!number || parts->rest.find_first_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  const FieldFacts& facts = facts_of(field);
  const auto unit = unit_of(words_of(facts.unit));
  Figure figure;
  const double factor = unit ? unit->factor : 1;
  const bool counted = facts.dimension == Dimension::count || facts.dimension == Dimension::octets;
  figure.value = number->value * factor;
  figure.step = counted ? 0 : number->step * factor;
  figure.digits = number->digits;
  figure.kilo = unit ? unit->kilo : 0;
  figure.text = parts->number;
  figure.unit = unit ? unit->name : "";
  figure.unit_is_given = true;
  figure.place = {line, 1};
  return figure;
}

std::vector<std::string> tokens_of(std::string_view line) {
  std::istringstream stream{std::string(line)};
  std::vector<std::string> tokens;
  for (std::string token; stream >> token;) {
    tokens.push_back(token);
  }
  return tokens;
}

// "ab -k -n 1000 -c 50 URL", after a prompt or not.
std::optional<std::string> asked_for(std::string_view line) {
  const std::vector<std::string> tokens = tokens_of(line);
  const auto program = std::ranges::find_if(tokens, [](const std::string& token) {
    const std::size_t slash = token.rfind('/');
    const std::string name = slash == std::string::npos ? token : token.substr(slash + 1);
    return name == "ab" || name == "loadgen";
  });
  for (auto token = program; token != tokens.end(); ++token) {
    if (*token == "-n" && token + 1 != tokens.end()) {
      return *(token + 1);
    }
    if (token->size() > 2 && token->starts_with("-n") && parse_number(token->substr(2), '.')) {
      return token->substr(2);
    }
  }
  return std::nullopt;
}

class AbReader {
 public:
  void read_line(std::string_view text, std::size_t number) {
    line_ = number;
    const std::string_view line = trimmed(text);
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
      if (const auto requests = asked_for(line)) {
        end_row();
        requests_ = figure_of(*requests, Field::requests, line_);
      }
    }
  }

  std::vector<Table> tables() {
    end_row();
    std::vector<Table> found;
    for (Table* table : {&ab_, &loadgen_}) {
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

  // A report pasted without its first lines begins where a line comes again.
  void begin_where_taken(Field field) {
    if (row_.find(field) != nullptr) {
      end_row();
    }
  }

  void take(Field field, std::string_view text) {
    if (const auto figure = figure_of(text, field, line_)) {
      row_.line = row_.line == 0 ? line_ : row_.line;
      row_.figures.emplace(field, *figure);
    }
  }

  bool read_report_line(std::string_view line) {
    const auto known = std::ranges::find_if(
        report_lines, [&](const Line& one) { return line.starts_with(one.begin); });
    if (known == report_lines.end()) {
      return false;
    }
    const bool across = line.find("across") != std::string_view::npos;
    const Field field = across ? Field::time_per_request_across : known->field;
    begin_where_taken(field);
    take(field, line.substr(known->begin.size()));
    return true;
  }

  void read_kinds_of_failure(std::string_view line) {
    for (const Line& kind : kinds_of_failure) {
      const std::size_t at = line.find(kind.begin);
      if (at != std::string_view::npos) {
        const std::string_view rest = line.substr(at + kind.begin.size());
        take(kind.field, rest.substr(0, rest.find_first_of(",)")));
      }
    }
  }

  // min mean [+/-sd] median max; with -S min avg max.
  void read_times(std::string_view line) {
    const std::vector<std::string> tokens = tokens_of(line);
    if (tokens.size() == 6 || tokens.size() == 4) {
      take(Field::latency_min, tokens[1]);
      take(Field::latency_mean, tokens[2]);
      take(Field::latency_max, tokens.back());
    }
    in_times_ = false;
  }

  bool read_percentage(std::string_view line) {
    const auto known = std::ranges::find_if(
        percentage_lines, [&](const Line& one) { return line.starts_with(one.begin); });
    if (known == percentage_lines.end() || row_.figures.empty()) {
      return false;
    }
    take(known->field, line.substr(known->begin.size()));
    return true;
  }

  void end_row() {
    constexpr std::size_t least_figures = 2;
    Table& table = tool_ == Tool::loadgen ? loadgen_ : ab_;
    if (row_.figures.size() >= least_figures) {
      if (requests_) {
        row_.figures.emplace(Field::requests, *requests_);
      }
      if (row_.find(Field::rate) == nullptr) {
        table.not_read.push_back(fmt::format("line {}: a report without its rates", row_.line));
      }
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
    banner_ = 0;
    in_times_ = false;
  }

  void add_columns(Table& table) const {
    for (const auto& [field, figure] : row_.figures) {
      if (std::ranges::find(table.columns, field, &Column::field) == table.columns.end()) {
        table.columns.push_back({std::string(facts_of(field).name), field, figure.unit, true});
      }
    }
  }

  static Table table_of(Tool tool) {
    Table table;
    table.kind = tool == Tool::ab ? "ab's report" : "loadgen's report";
    table.tool = tool;
    return table;
  }

  std::size_t line_ = 0;
  std::size_t banner_ = 0;
  bool in_times_ = false;
  Tool tool_ = Tool::ab;
  Row row_;
  std::optional<Figure> requests_;
  Table ab_ = table_of(Tool::ab);
  Table loadgen_ = table_of(Tool::loadgen);
};

}  // namespace

std::vector<Table> read_ab_reports(std::string_view text) {
  AbReader reader;
  std::size_t number = 1;
  for (const std::string_view line : lines_of(text)) {
    reader.read_line(line, number++);
  }
  return reader.tables();
}

}  // namespace tiga::audit
