#include "suite/progress/live_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "common/text.hpp"
#include "suite/plan/level_text.hpp"

namespace tiga::suite::progress {
namespace {

constexpr std::size_t gap = 2;          // before each column
constexpr std::size_t hidden_mark = 5;  // "  +99"
constexpr std::string_view no_value = "–";
constexpr std::string_view hint = "; Ctrl-C ends after the cell";

// What a field shows beside its median; each layout is narrower than the one before.
enum class Layout { with_blocks, with_intervals, medians };

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t taken = common::characters(text);
  return std::string(width - std::min(width, taken), ' ') + text;
}

std::string median_text(const LiveFigure& figure, const plan::Level& level) {
  if (!figure.median) {
    return std::string(no_value);
  }
  const double value = *figure.median;
  return fmt::format("{:.{}f}", value, !level.load || value >= 100 ? 0 : value >= 10 ? 1 : 2);
}

std::string off_text(const LiveFigure& figure) {
  const double percent = figure.off.value_or(0) * 100;
  return figure.off ? fmt::format("±{:.{}f} %", percent, percent < 9.95 ? 1 : 0) : "";
}

std::string blocks_text(const LiveFigure& figure) {
  return figure.blocks > 0 ? fmt::format("({})", figure.blocks) : "";
}

// One level's fields, a text for each arm, all equally wide.
struct Column {
  std::string head;
  std::vector<std::string> fields;
  std::size_t width = 0;
};

std::size_t widest(const std::vector<std::string>& texts) {
  std::size_t most = 0;
  for (const std::string& text : texts) {
    most = std::max(most, common::characters(text));
  }
  return most;
}

// Adds a part to each field, aligned to the right.
void append_part(std::vector<std::string>& fields, const std::vector<std::string>& parts) {
  const std::size_t width = widest(parts);
  for (std::size_t arm = 0; arm < fields.size(); ++arm) {
    fields[arm] += width == 0 ? "" : (fields[arm].empty() ? "" : " ") + padded(parts[arm], width);
  }
}

Column column_of(const LiveFigures& figures, std::size_t level, Layout layout) {
  const plan::Level& load = figures.levels()[level];
  std::vector<std::string> medians;
  std::vector<std::string> offs;
  std::vector<std::string> blocks;
  for (std::size_t arm = 0; arm < figures.arms().size(); ++arm) {
    const LiveFigure& figure = figures.at({arm, level});
    medians.push_back(median_text(figure, load));
    offs.push_back(off_text(figure));
    blocks.push_back(blocks_text(figure));
  }
  Column column;
  column.head =
      fmt::format("c={}", level_text(load, plan::LevelStyle::mark, text::Language::english));
  column.fields.resize(medians.size());
  append_part(column.fields, medians);
  if (layout != Layout::medians) {
    append_part(column.fields, offs);
  }
  if (layout == Layout::with_blocks) {
    append_part(column.fields, blocks);
  }
  column.width = std::max(widest(column.fields), common::characters(column.head));
  return column;
}

std::size_t width_of(const std::vector<Column>& columns) {
  std::size_t width = 0;
  for (const Column& column : columns) {
    width += gap + column.width;
  }
  return width;
}

// Part of a sequence: from `first` to before `last`.
struct Window {
  std::size_t first = 0;
  std::size_t last = 0;
};

// So many of `count`, with `kept` among them.
Window window_of(std::size_t count, std::size_t most, std::size_t kept) {
  const std::size_t last = std::min(count, std::max(most, kept + 1));
  return {last - std::min(most, last), last};
}

// The columns that are shown, and how many are not.
struct Columns {
  std::vector<Column> shown;
  std::size_t hidden = 0;
  Layout layout = Layout::medians;
};

Columns columns_of(const LiveFigures& figures, std::size_t room) {
  const std::size_t levels = figures.levels().size();
  for (const Layout layout : {Layout::with_blocks, Layout::with_intervals, Layout::medians}) {
    Columns columns{{}, 0, layout};
    for (std::size_t level = 0; level < levels; ++level) {
      columns.shown.push_back(column_of(figures, level, layout));
    }
    if (width_of(columns.shown) <= room) {
      return columns;
    }
  }
  const std::size_t newest = figures.newest() ? figures.newest()->level : 0;
  for (std::size_t most = levels; most-- > 1;) {
    const Window window = window_of(levels, most, newest);
    Columns columns{{}, levels - most, Layout::medians};
    for (std::size_t level = window.first; level < window.last; ++level) {
      columns.shown.push_back(column_of(figures, level, Layout::medians));
    }
    if (width_of(columns.shown) + hidden_mark <= room) {
      return columns;
    }
  }
  return {};
}

Line legend(const LiveFigures& figures, Layout layout, const Terminal& room) {
  const bool open = std::ranges::any_of(
      figures.levels(), [](const plan::Level& level) { return level.load.has_value(); });
  std::string text = fmt::format("requests/s{}: median{}{}", open ? " (at a load: p99 in ms)" : "",
                                 layout == Layout::medians ? "" : " ± 95 % interval",
                                 layout == Layout::with_blocks ? " (blocks)" : "");
  if (common::characters(text) + common::characters(hint) <= room.columns) {
    text += hint;
  }
  Line line = plain_line(std::move(text), room.columns);
  line.text = dim(line.text, room.styled);
  return line;
}

Line head_line(const Columns& columns, std::size_t name_width, bool styled) {
  std::string text(name_width, ' ');
  for (const Column& column : columns.shown) {
    text += std::string(gap, ' ') + padded(column.head, column.width);
  }
  text += columns.hidden > 0 ? fmt::format("  +{}", columns.hidden) : "";
  const std::size_t width = common::characters(text);
  return {dim(text, styled), width};
}

Line arm_line(const Columns& columns, const Line& name, std::size_t name_width, std::size_t arm,
              std::optional<std::size_t> newest_column, bool styled) {
  Line line{name.text + std::string(name_width - name.width, ' '), name_width};
  for (std::size_t at = 0; at < columns.shown.size(); ++at) {
    const Column& column = columns.shown[at];
    const std::string field = padded(column.fields[arm], column.width);
    line.text += std::string(gap, ' ') + bold(field, styled && newest_column == at);
    line.width += gap + column.width;
  }
  return line;
}

}  // namespace

std::vector<Line> table_lines(const LiveFigures& figures, const Terminal& room) {
  constexpr std::size_t head = 1;
  const std::size_t arms = figures.arms().size();
  const bool all = room.rows >= head + arms;
  if (!all && room.rows < head + 2) {
    return {};
  }
  const std::size_t name_width = std::min(widest(figures.arms()), room.columns / 3);
  const Columns columns = columns_of(figures, room.columns - name_width);
  if (columns.shown.empty()) {
    return {};
  }
  std::vector<Line> lines;
  if (room.rows > head + arms) {
    lines.push_back(legend(figures, columns.layout, room));
  }
  lines.push_back(head_line(columns, name_width, room.styled));
  const LivePlace newest = figures.newest().value_or(LivePlace{});
  const Window window = window_of(arms, all ? arms : room.rows - head - 1, newest.arm);
  // Of levels that are not all shown the newest one is the last, or its place is that of all.
  const std::size_t first_level =
      window_of(figures.levels().size(), columns.shown.size(), newest.level).first;
  for (std::size_t arm = window.first; arm < window.last; ++arm) {
    const bool is_newest = figures.newest() && newest.arm == arm;
    lines.push_back(arm_line(columns, plain_line(figures.arms()[arm], name_width), name_width, arm,
                             is_newest ? std::optional(newest.level - first_level) : std::nullopt,
                             room.styled));
  }
  if (!all) {
    lines.push_back(
        plain_line(fmt::format("+{} arms", arms - (window.last - window.first)), room.columns));
  }
  return lines;
}

}  // namespace tiga::suite::progress
