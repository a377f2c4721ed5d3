#include "audit/reading/tool_report.hpp"

#include <algorithm>
#include <array>

#include "audit/evidence.hpp"
#include "audit/markup/text.hpp"
#include "common/text.hpp"

namespace tiga::audit::reading {
namespace {

using markup::shown;

using Kind = Placeholder::Kind;
using Mode = Placeholder::Mode;

constexpr std::array<Field, 5> fields_of_status = {
    Field::status_1xx, Field::status_2xx, Field::status_3xx, Field::status_4xx, Field::status_5xx};

struct Trend {
  std::string_view name;
  Field field;
};

constexpr std::array<Trend, 8> trends = {{{"avg", Field::latency_mean},
                                          {"min", Field::latency_min},
                                          {"med", Field::latency_p50},
                                          {"max", Field::latency_max},
                                          {"p(90)", Field::latency_p90},
                                          {"p(95)", Field::latency_p95},
                                          {"p(99)", Field::latency_p99},
                                          {"p(99.9)", Field::latency_p99_9}}};

// Of a status code; that of requests without a reply is 0.
std::optional<Field> field_of_status(std::string_view code) {
  if (code == "0") {
    return Field::errored;
  }
  const bool is_code = code.size() == 3 && code[0] >= '1' && code[0] <= '5';
  return is_code ? std::optional(fields_of_status[static_cast<std::size_t>(code[0] - '1')])
                 : std::nullopt;
}

}  // namespace

bool begins_report_of_ab(std::string_view line) {
  constexpr std::array<std::string_view, 4> beginnings = {"This is ApacheBench", "This is loadgen",
                                                          "Server Software:", "Concurrency Level:"};
  return std::ranges::any_of(beginnings,
                             [&](std::string_view begin) { return line.starts_with(begin); });
}

bool ToolReport::has_any_of(const std::vector<LinePattern::Match>& match) const {
  return std::ranges::any_of(match, [&](const LinePattern::Match& one) {
    const bool repeats = one.what->mode == Mode::first || one.what->mode == Mode::complement;
    return one.what->kind == Kind::figure && repeats && row_.find(one.what->field) != nullptr;
  });
}

void ToolReport::take(const std::vector<LinePattern::Match>& match, std::size_t line,
                      bool makes_report) {
  std::string_view status;
  for (const LinePattern::Match& one : match) {
    if (one.what->kind == Kind::status) {
      status = one.text;
    } else if (one.what->kind == Kind::of_status) {
      take_count(status, one.text, line);
    } else if (one.what->kind == Kind::codes) {
      take_codes(one.text, line);
    } else if (one.what->kind == Kind::trend) {
      take_trend(one.text, line);
    } else if (one.what->kind == Kind::label) {
      row_.label = shown(one.text);
    } else if (one.what->kind != Kind::skipped) {
      take_option(*one.what, one.text, line);
    }
  }
  makes_report_ = makes_report_ || makes_report;
  first_ = lines_ == 0 ? line : first_;
  last_ = line;
  row_.line = first_;
  row_.last_line = line;
  ++lines_;
}

void ToolReport::take_option(const Placeholder& what, std::string_view value, std::size_t line) {
  if (const auto figure = tool_figure(value, what, line)) {
    if (what.kind == Kind::streams) {
      streams_ = figure->value;
    } else {
      take_figure(what, *figure);
    }
  }
}

void ToolReport::take_figure(const Placeholder& what, const Figure& figure) {
  const auto [known, is_new] = row_.figures.emplace(what.field, figure);
  if (is_new || what.mode == Mode::first || what.mode == Mode::complement) {
    return;
  }
  if (what.mode == Mode::replacing) {
    known->second = figure;
    return;
  }
  Figure& sum = known->second;
  sum.value += figure.value;
  sum.step += figure.step;
  const bool is_time = facts_of(what.field).dimension == Dimension::time;
  sum.text = number({}, is_time ? 1e3 * sum.value : sum.value);
  sum.unit = is_time ? "ms" : "";
}

void ToolReport::take_count(std::string_view code, std::string_view count, std::size_t line) {
  const auto field = field_of_status(code);
  if (!field) {
    return;
  }
  const Placeholder what{Kind::figure, Mode::added, *field, "", 0};
  if (const auto figure = tool_figure(count, what, line)) {
    take_figure(what, *figure);
  }
}

void ToolReport::take_codes(std::string_view codes, std::size_t line) {
  for (const std::string_view one : common::words_between_blanks(codes)) {
    const std::size_t colon = one.find(':');
    if (colon != std::string_view::npos) {
      take_count(one.substr(0, colon), one.substr(colon + 1), line);
    }
  }
}

void ToolReport::take_trend(std::string_view trend, std::size_t line) {
  for (const std::string_view one : common::words_between_blanks(trend)) {
    const std::size_t sign = one.find('=');
    const auto known = std::ranges::find(trends, one.substr(0, sign), &Trend::name);
    if (sign == std::string_view::npos || known == trends.end()) {
      continue;
    }
    const Placeholder what{Kind::figure, Mode::first, known->field, "", 0};
    if (const auto figure = tool_figure(one.substr(sign + 1), what, line)) {
      take_figure(what, *figure);
    }
  }
}

void ToolReport::add_sum(Field field, std::initializer_list<Field> parts) {
  if (row_.find(field) != nullptr) {
    return;
  }
  for (const Field part : parts) {
    if (const Figure* figure = row_.find(part)) {
      take_figure({Kind::figure, Mode::added, field, "", 0}, *figure);
    }
  }
}

// bombardier prints no time taken. With h2load, in a run of a given duration the rate is requests /
// that duration, though the run ends later; where the duration is not printed, more requests were
// started than were to be done.
void ToolReport::settle_time() {
  constexpr double longest_end = 0.05;
  if (const auto asked = row_.figures.find(Field::time_asked); asked != row_.figures.end()) {
    asked->second.step = 0;
    if (tool_ == Tool::bombardier) {
      Figure time = asked->second;
      time.step = longest_end * time.value;
      row_.figures.emplace(Field::time_taken, std::move(time));
    }
  }
  const auto time = row_.figures.find(Field::time_taken);
  if (time == row_.figures.end() || tool_ != Tool::h2load) {
    return;
  }
  const Figure* started = row_.find(Field::started);
  const Figure* complete = row_.find(Field::complete);
  if (const Figure* asked = row_.find(Field::time_asked)) {
    time->second = *asked;
  } else if (started != nullptr && complete != nullptr && started->value > complete->value) {
    time->second.step = std::max(time->second.step, longest_end * time->second.value);
  }
}

void ToolReport::settle_concurrency() {
  const auto concurrency = row_.figures.find(Field::concurrency);
  if (concurrency != row_.figures.end() && streams_ > 1) {
    concurrency->second.value *= streams_;
    concurrency->second.text = number({}, concurrency->second.value);
  }
}

void ToolReport::finish() {
  using enum Field;
  if (tool_ == Tool::autocannon && row_.find(non_2xx) != nullptr) {
    add_sum(complete, {status_2xx, non_2xx});
  }
  add_sum(complete, {status_1xx, status_2xx, status_3xx, status_4xx, status_5xx});
  const bool lists_statuses = tool_ == Tool::hey || tool_ == Tool::oha || tool_ == Tool::vegeta;
  const Figure* without_reply = row_.find(errored);
  if (lists_statuses && without_reply != nullptr && row_.find(complete) == nullptr) {
    Figure none = *without_reply;  // a list without any status
    none.value = 0;
    none.text = "0";
    row_.figures.emplace(complete, std::move(none));
  }
  if (tool_ == Tool::vegeta) {
    add_sum(ok, {status_2xx, status_3xx});
  }
  if (const auto mean = row_.figures.find(latency_mean);
      tool_ == Tool::autocannon && mean != row_.figures.end()) {
    mean->second.step = 1e-3;  // a mean of whole milliseconds
  }
  settle_time();
  settle_concurrency();
}

}  // namespace tiga::audit::reading
