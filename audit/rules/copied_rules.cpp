#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <tuple>
#include <vector>

#include "audit/evidence.hpp"
#include "audit/rules/rule_groups.hpp"

namespace tiga::audit::rules {
namespace {

constexpr std::array<Field, 3> derived = {Field::rate, Field::time_per_request,
                                          Field::transfer_rate};

const Figure* own_figure(const Row& row, Field field) {
  const Figure* figure = row.find(field);
  if (figure == nullptr && field == Field::time_per_request) {
    figure = row.find(Field::time_per_request_across);
  }
  return figure == nullptr || figure->spanned || figure->value == 0 ? nullptr : figure;
}

bool contradicts_itself(const AuditedTable& table, const Row& row) {
  if (!rate_fits(table, row).value_or(true) || !transfer_fits(row).value_or(true)) {
    return true;
  }
  for (const Field field : {Field::time_per_request, Field::time_per_request_across}) {
    if (!time_per_request_fits(table, row, field).value_or(true)) {
      return true;
    }
  }
  return false;
}

// The derived figures that two rows have in common.
std::vector<Field> shared_fields(const Row& row, const Row& other) {
  std::vector<Field> shared;
  for (const Field field : derived) {
    const Figure* figure = own_figure(row, field);
    const Figure* others = own_figure(other, field);
    if (figure != nullptr && others != nullptr && figure->text == others->text) {
      shared.push_back(field);
    }
  }
  return shared;
}

std::string figures_text(const Row& row, const std::vector<Field>& fields) {
  std::vector<std::string> texts;
  for (const Field field : fields) {
    const Figure* figure = own_figure(row, field);
    texts.push_back(field == Field::rate ? figure->text + " requests/s" : figure->shown());
  }
  return fmt::format("{}", fmt::join(texts, ", "));
}

// Consistent rows by the text of one figure, so that rows with a figure in common are found without
// comparing all with all.
std::multimap<std::string, std::size_t> rows_by(const AuditedTable& table, Field field,
                                                const std::vector<bool>& is_wrong) {
  std::multimap<std::string, std::size_t> rows;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const Figure* figure = is_wrong[i] ? nullptr : own_figure(table.rows[i], field);
    if (figure != nullptr) {
      rows.emplace(figure->text, i);
    }
  }
  return rows;
}

// The candidate that has the same figures as `row`.
std::optional<std::size_t> source_of(const AuditedTable& table, std::size_t row,
                                     const std::multimap<std::string, std::size_t>& candidates,
                                     Field field) {
  constexpr std::size_t most_looked_at = 100;
  const Figure* figure = own_figure(table.rows[row], field);
  if (figure == nullptr) {
    return std::nullopt;
  }
  std::size_t looked_at = 0;
  const auto [begin, end] = candidates.equal_range(figure->text);
  for (auto candidate = begin; candidate != end && looked_at < most_looked_at; ++candidate) {
    ++looked_at;
    const std::size_t other = candidate->second;
    if (shared_fields(table.rows[row], table.rows[other]).size() >= 2) {
      return other;
    }
  }
  return std::nullopt;
}

std::vector<Finding> copied_row(const AuditedTable& table) {
  std::vector<bool> is_wrong;
  for (const Row& row : table.rows) {
    is_wrong.push_back(contradicts_itself(table, row));
  }
  if (std::find(is_wrong.begin(), is_wrong.end(), true) == is_wrong.end()) {
    return {};
  }
  const auto by_rate = rows_by(table, Field::rate, is_wrong);
  const auto by_time = rows_by(table, Field::time_per_request, is_wrong);
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    if (!is_wrong[i]) {
      continue;
    }
    auto source = source_of(table, i, by_rate, Field::rate);
    source = source ? source : source_of(table, i, by_time, Field::time_per_request);
    if (!source) {
      continue;
    }
    const Figure* time = table.rows[i].find(Field::time_taken);
    const Figure* others_time = table.rows[*source].find(Field::time_taken);
    const std::string shared =
        figures_text(table.rows[i], shared_fields(table.rows[i], table.rows[*source]));
    LocalizedText text = localized("{} are those of row {}", shared, table.rows[*source].index);
    if (time != nullptr && others_time != nullptr && time->text != others_time->text) {
      text = localized("{}, which took {}, not {}", text, others_time->shown(), time->shown());
    }
    findings.push_back({i, std::move(text)});
  }
  return findings;
}

std::vector<Finding> same_figures(const AuditedTable& table) {
  constexpr int least_digits = 5;
  std::map<std::string, std::size_t> first;
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const Figure* time = table.rows[i].find(Field::time_taken);
    const Figure* concurrency = table.rows[i].find(Field::concurrency);
    if (time == nullptr || concurrency == nullptr || time->spanned || time->digits < least_digits) {
      continue;
    }
    const auto [before, is_new] = first.emplace(time->shown(), i);
    const Figure* others = table.rows[before->second].find(Field::concurrency);
    if (!is_new && others->value != concurrency->value) {
      findings.push_back({i, localized("{}, as row {} at concurrency {}", time->shown(),
                                       table.rows[before->second].index, others->text)});
    }
  }
  return findings;
}

// Lines without a row that were not read, sorted: "HTTP/2:" between two rows.
std::vector<std::size_t> lines_left_out(const AuditedTable& table) {
  if (table.not_read.empty()) {
    return {};
  }
  std::map<std::size_t, std::size_t> ends;  // of rows, by their first lines
  for (const Row& row : table.rows) {
    ends.emplace(row.line, std::max(row.line, row.last_line));
  }
  std::vector<std::size_t> lines;
  for (const std::string& note : table.not_read) {
    const std::size_t line = line_of_note(note);
    const auto next = ends.upper_bound(line);
    if (line > 0 && (next == ends.begin() || std::prev(next)->second < line)) {
      lines.push_back(line);
    }
  }
  std::ranges::sort(lines);
  return lines;
}

// What two runs of the same level have in common: the name, what was asked for (-1 if the row does
// not have it), and the number of lines above them that were left out.
using Level = std::tuple<std::string_view, std::array<double, 4>, std::ptrdiff_t>;

Level level_of(const Row& row, const std::vector<std::size_t>& left_out) {
  const auto value = [&](Field field) {
    const Figure* figure = row.find(field);
    return figure == nullptr ? -1 : figure->value;
  };
  return {row.label,
          {value(Field::concurrency), value(Field::requests), value(Field::offered_rate),
           value(Field::document_length)},
          std::ranges::lower_bound(left_out, row.line) - left_out.begin()};
}

// Repeated runs that differ. A column that was not understood may be what distinguishes two rows,
// and so may a line between them.
std::vector<Finding> level_twice(const AuditedTable& table) {
  constexpr double least_difference = 0.1;
  std::map<Level, std::pair<std::size_t, const Figure*>> first;
  std::vector<Finding> findings;
  if (table.tool == Tool::suite || !table.not_used.empty()) {
    return findings;
  }
  const std::vector<std::size_t> left_out = lines_left_out(table);
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const Row& row = table.rows[i];
    const Figure* rate = row.find(Field::rate);
    if (row.find(Field::concurrency) == nullptr || rate == nullptr || rate->value <= 0) {
      continue;
    }
    const auto before = first.emplace(level_of(row, left_out), std::pair(i, rate)).first->second;
    const auto [other, others] = before;
    const double difference =
        std::abs(rate->value - others->value) / std::max(rate->value, others->value);
    if (difference > least_difference) {
      findings.push_back(
          {i, localized("{} requests/s, but {} in row {} of the same level: {} apart", rate->text,
                        others->text, table.rows[other].index, percent(table, difference))});
    }
  }
  return findings;
}

constexpr auto copied_rule_list = std::to_array<Rule>({
    {"copied-row", Severity::error,
     message("Figures that are inconsistent with their own row are consistent with another one: "
             "they were "
             "copied or left over from it."),
     copied_row},
    {"level-twice", Severity::note,
     message("The same level was measured twice, with rates that differ by more than a tenth: one "
             "run says "
             "little; give all of them, or their median and their spread."),
     level_twice},
    {"same-figures", Severity::note,
     message(
         "Two rows have the same time to five digits: this is possible, but one may be a copy."),
     same_figures},
});

}  // namespace

std::span<const Rule> copied_rules() { return copied_rule_list; }

}  // namespace tiga::audit::rules
