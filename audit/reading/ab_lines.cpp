#include "audit/reading/ab_lines.hpp"

#include <algorithm>
#include <array>

#include "audit/markup/text.hpp"
#include "audit/reading/grid_cell.hpp"
#include "common/text.hpp"

namespace tiga::audit::reading {
namespace {

using markup::trimmed;

constexpr std::array<AbLine, 14> report_lines{{
    {"Document Length:", Field::document_length},
    {"Concurrency Level:", Field::concurrency},
    {"Time taken for tests:", Field::time_taken},
    {"Complete requests:", Field::complete},
    {"Failed requests:", Field::failed},
    {"Write errors:", Field::write_errors},
    {"Non-2xx responses:", Field::non_2xx},
    {"Keep-Alive requests:", Field::keep_alive},
    {"Total transferred:", Field::bytes},
    {"HTML transferred:", Field::html_bytes},
    {"Requests per second:", Field::rate},
    {"Time per request:", Field::time_per_request_client},
    {"Transfer rate:", Field::transfer_rate},
    {"Rate asked for:", Field::offered_rate},  // loadgen in an open loop
}};

constexpr std::array<AbLine, 4> kinds_of_failure{{
    {"Connect:", Field::connect_failures},
    {"Receive:", Field::receive_failures},
    {"Length:", Field::length_failures},
    {"Exceptions:", Field::exceptions},
}};

constexpr std::array<AbLine, 9> percentage_lines{{
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

const AbLine* line_in(std::span<const AbLine> lines, std::string_view text) {
  const auto known =
      std::ranges::find_if(lines, [&](const AbLine& line) { return text.starts_with(line.begin); });
  return known == lines.end() ? nullptr : &*known;
}

}  // namespace

const AbLine* ab_report_line(std::string_view text) { return line_in(report_lines, text); }

const AbLine* ab_percentage_line(std::string_view text) { return line_in(percentage_lines, text); }

std::span<const AbLine> ab_kinds_of_failure() { return kinds_of_failure; }

std::optional<Figure> ab_figure(std::string_view text, Field field, std::size_t line) {
  const auto parts = split_number(trimmed(text));
  const auto number = parts ? parse_number(parts->number, '.') : std::nullopt;
  // A second number on the line means that it is a row of a table, not a line of a report.
  if (!number || parts->rest.find_first_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  std::optional<Figure> figure = figure_of(*number, {field, std::nullopt}, {});
  if (figure) {
    figure->text = parts->number;
    figure->unit_is_given = true;
    figure->place = {line, 1};
  }
  return figure;
}

std::optional<std::string> ab_requests_asked(std::string_view line) {
  if (line.find("-n") == std::string_view::npos) {
    return std::nullopt;
  }
  const std::vector<std::string_view> tokens = common::words_between_blanks(line);
  const auto program = std::ranges::find_if(tokens, [](std::string_view token) {
    const std::string_view name = token.substr(token.rfind('/') + 1);
    return name == "ab" || name == "loadgen";
  });
  for (auto token = program; token != tokens.end(); ++token) {
    if (*token == "-n" && token + 1 != tokens.end()) {
      return std::string(*(token + 1));
    }
    if (token->size() > 2 && token->starts_with("-n") && parse_number(token->substr(2), '.')) {
      return std::string(token->substr(2));
    }
  }
  return std::nullopt;
}

}  // namespace tiga::audit::reading
