#include "audit/reading/grid_headings.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>

#include "audit/evidence.hpp"
#include "audit/headings/unit.hpp"
#include "audit/headings/words.hpp"
#include "audit/markup/text.hpp"
#include "audit/reading/grid_cell.hpp"
#include "audit/reading/written.hpp"

namespace tiga::audit::reading {
namespace {

using headings::Meaning;
using headings::words_of;
using markup::shown;

// How many figures a row of headings names; 0 if it does not belong to a load test: those have a
// measured figure and at least one other.
std::size_t figures_named(const std::vector<std::optional<Meaning>>& meanings) {
  std::size_t figures = 0;
  bool measured = false;
  for (const auto& meaning : meanings) {
    if (meaning && is_figure(meaning->field)) {
      ++figures;
      measured = measured || meaning->field != Field::concurrency;
    }
  }
  return measured && figures >= 2 ? figures : 0;
}

Cells transposed(const Cells& cells) {
  std::size_t width = 0;
  for (const auto& row : cells) {
    width = std::max(width, row.size());
  }
  Cells turned(width, std::vector<Cell>(cells.size()));
  for (std::size_t y = 0; y < cells.size(); ++y) {
    for (std::size_t x = 0; x < cells[y].size(); ++x) {
      turned[x][y] = cells[y][x];
    }
  }
  return turned;
}

// How often each field occurs in a row of headings. ab itself has two times per request.
std::map<Field, std::size_t> repeats_of(const HeadingRow& headings) {
  std::map<Field, std::size_t> repeats;
  for (const auto& meaning : headings.meanings) {
    if (meaning && is_figure(meaning->field)) {
      ++repeats[meaning->field];
    }
  }
  return repeats;
}

// A table may have several columns of failures: "failed", "rejected".
std::size_t groups_in(const std::map<Field, std::size_t>& repeats) {
  constexpr auto repeated = std::to_array<Field>(
      {Field::time_per_request, Field::failed, Field::errored, Field::timeouts});
  std::size_t most = 1;
  for (const auto& [field, times] : repeats) {
    most = std::ranges::find(repeated, field) != repeated.end() ? most : std::max(most, times);
  }
  return most;
}

// The heading above a column: the cell over it, or the one that spans it.
std::string above(const Cells& cells, std::size_t row, std::size_t column) {
  if (row == 0 || column >= cells[row - 1].size()) {
    return "";
  }
  while (column > 0 && cells[row - 1][column].text.empty()) {
    --column;
  }
  return shown(cells[row - 1][column].text);
}

// Whether headings are those of this suite's cells.csv.
bool is_cells_csv(const std::vector<Cell>& headings) {
  const auto has = [&](std::string_view name) {
    return std::ranges::any_of(headings, [&](const Cell& cell) { return cell.text == name; });
  };
  return has("cell") && has("arm") && has("time_taken_s");
}

bool is_latency(Field field) {
  return std::ranges::find(percentiles, field, &Percentile::field) != percentiles.end() ||
         field == Field::latency_mean;
}

// "time" beside "total time" is of one request; "mean time" beside a mean latency is of a run.
void tell_times_apart(const std::vector<Cell>& cells,
                      std::vector<std::optional<Meaning>>& meanings) {
  const auto columns_of = [&](Field field) {
    return std::ranges::count_if(
        meanings, [&](const auto& meaning) { return meaning && meaning->field == field; });
  };
  for (std::size_t i = 0; i < meanings.size(); ++i) {
    if (!meanings[i] || !is_bare_time(cells[i].text)) {
      continue;
    }
    const auto runs = columns_of(Field::time_taken);
    const auto means = columns_of(Field::latency_mean);
    if (meanings[i]->field == Field::time_taken && runs == 2 && means == 0) {
      const bool is_alone = std::ranges::count_if(cells, [](const Cell& cell) {
                              return is_bare_time(cell.text);
                            }) == 1;
      meanings[i]->field = is_alone ? Field::latency_mean : Field::time_taken;
    } else if (meanings[i]->field == Field::latency_mean && runs == 0 && means == 2) {
      meanings[i]->field = Field::time_taken;
      return;
    }
  }
}

// Whether the first figure below a heading has a unit of time: "120 ms".
bool is_column_of_times(const Cells& cells, std::size_t heading, std::size_t column) {
  for (std::size_t at = heading + 1; at < cells.size(); ++at) {
    const std::string_view text =
        column < cells[at].size() ? std::string_view(cells[at][column].text) : "";
    if (is_empty_cell(text)) {
      continue;
    }
    const auto written = written_cell(text, Dimension::time);
    const auto unit = written ? headings::unit_of_cell(written->rest).unit : std::nullopt;
    return unit && unit->dimension == Dimension::time;
  }
  return false;
}

// "min" and "avg" alone are of latencies if another column is one, or their cells are times.
void take_bare_statistics(const Cells& cells, std::size_t at,
                          std::vector<std::optional<Meaning>>& meanings) {
  const bool has_latency = std::ranges::any_of(
      meanings, [](const auto& meaning) { return meaning && is_latency(meaning->field); });
  for (std::size_t i = 0; i < meanings.size(); ++i) {
    const std::vector<std::string> words = words_of(cells[at][i].text);
    const auto statistic = meanings[i] ? std::nullopt : headings::statistic_named(words);
    if (statistic && (has_latency || is_column_of_times(cells, at, i))) {
      meanings[i] = Meaning{*statistic, std::nullopt};
    } else if (has_latency && meanings[i] && meanings[i]->field == Field::time_taken &&
               std::ranges::find(words, "mean") != words.end()) {
      meanings[i]->field = Field::latency_mean;  // "mean time taken" beside "max time"
    }
  }
}

HeadingRow headings_in(const Cells& all, std::size_t at) {
  const std::vector<Cell>& cells = all[at];
  HeadingRow row;
  std::vector<std::string> texts;
  texts.reserve(cells.size());
  std::ranges::transform(cells, std::back_inserter(texts), &Cell::text);
  if (auto of_jmeter = headings::meanings_in_jmeter(texts)) {
    row.tool = Tool::jmeter;
    row.meanings = std::move(*of_jmeter);
  } else if (auto of_locust = headings::meanings_in_locust(texts)) {
    row.tool = Tool::locust;
    row.meanings = std::move(*of_locust);
  } else if (is_cells_csv(cells)) {
    row.tool = Tool::suite;
    std::ranges::transform(texts, std::back_inserter(row.meanings), headings::meaning_in_cells);
  } else {
    std::ranges::transform(texts, std::back_inserter(row.meanings), headings::meaning_of);
    take_bare_statistics(all, at, row.meanings);
    tell_times_apart(cells, row.meanings);
  }
  row.of_other_group.resize(row.meanings.size());
  return row;
}

}  // namespace

bool is_bare_time(std::string_view heading) {
  std::vector<std::string> words = words_of(heading);
  std::erase_if(words, [](const std::string& word) {
    return word == "mean" || word == "s" || word == "ms" || word == "us" || word == "minute";
  });
  return words == std::vector<std::string>{"time"};
}

bool is_figure(Field field) { return facts_of(field).dimension != Dimension::text; }

bool is_empty(const std::vector<Cell>& row) {
  return std::ranges::all_of(row, [](const Cell& cell) { return cell.text.empty(); });
}

std::optional<HeadingRow> heading_row(const Cells& cells) {
  constexpr std::size_t rows_looked_at = 5;
  std::optional<HeadingRow> best;
  std::size_t most = 0;
  for (std::size_t at = 0; at < std::min(rows_looked_at, cells.size()); ++at) {
    HeadingRow row = headings_in(cells, at);
    row.at = at;
    // Of headings in two rows the lower one is more specific.
    if (const std::size_t figures = figures_named(row.meanings); figures > most) {
      most = figures;
      best = std::move(row);
    }
  }
  return best;
}

std::optional<HeadingRow> heading_column(Cells& cells) {
  if (cells.size() * most_columns >= most_cells) {
    return std::nullopt;
  }
  cells = transposed(cells);
  std::erase_if(cells, is_empty);  // columns that have only parts of spanning cells
  auto headings = heading_row(cells);
  return headings && groups_in(repeats_of(*headings)) == 1 ? headings : std::nullopt;
}

std::vector<HeadingRow> groups_of(const HeadingRow& headings, const Cells& cells) {
  const std::map<Field, std::size_t> repeats = repeats_of(headings);
  const std::size_t count = groups_in(repeats);
  std::vector<HeadingRow> groups(count, headings);
  std::map<Field, std::size_t> seen;
  for (std::size_t i = 0; i < headings.meanings.size() && count > 1; ++i) {
    const auto& meaning = headings.meanings[i];
    if (!meaning || !is_figure(meaning->field) || repeats.at(meaning->field) != count) {
      continue;
    }
    const std::size_t own = seen[meaning->field]++;
    groups[own].group =
        groups[own].group.empty() ? above(cells, headings.at, i) : groups[own].group;
    for (std::size_t other = 0; other < count; ++other) {
      if (other != own) {
        groups[other].meanings[i].reset();
        groups[other].of_other_group[i] = true;
      }
    }
  }
  return groups;
}

}  // namespace tiga::audit::reading
