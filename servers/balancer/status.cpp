#include "servers/balancer/status.hpp"

#include <fmt/format.h>

#include <array>
#include <iterator>

namespace tiga::servers::balancer {
namespace {

struct Column {
  std::string_view name;
  std::uint64_t (*value)(const BackendStatus&);
};

// In the order of the page.
constexpr std::array<Column, 7> columns{{
    {"in_flight", [](const BackendStatus& one) { return std::uint64_t{one.in_flight}; }},
    {"pooled", [](const BackendStatus& one) { return std::uint64_t{one.pooled}; }},
    {"requests", [](const BackendStatus& one) { return one.counts.requests; }},
    {"replies", [](const BackendStatus& one) { return one.counts.replies; }},
    {"retries", [](const BackendStatus& one) { return one.counts.retries; }},
    {"stale", [](const BackendStatus& one) { return one.counts.stale; }},
    {"cancelled", [](const BackendStatus& one) { return one.counts.cancelled; }},
}};

// A host may be any text that resolves, so quotes are not taken for granted.
std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') {
      out += '\\';
    }
    out += letter;
  }
  return out + '"';
}

BackendStatus total_of(const std::vector<BackendStatus>& backends) {
  BackendStatus total{"total", Standing::up, 0, 0, {}};
  for (const BackendStatus& one : backends) {
    total.in_flight += one.in_flight;
    total.pooled += one.pooled;
    total.counts.add(one.counts);
  }
  return total;
}

void add_counts_as_json(const BackendStatus& backend, std::string& out) {
  auto to = std::back_inserter(out);
  for (const Column& column : columns) {
    fmt::format_to(to, "\"{}\": {}, ", column.name, column.value(backend));
  }
  out += "\"failures\": {";
  for (std::size_t kind = 0; kind < failure_kinds; ++kind) {
    fmt::format_to(to, "{}\"{}\": {}", kind > 0 ? ", " : "", name_of(static_cast<Failure>(kind)),
                   backend.counts.failures[kind]);
  }
  out += "}}";
}

void add_row(const BackendStatus& backend, std::string_view state, std::string& out) {
  auto to = std::back_inserter(out);
  fmt::format_to(to, "{:<24}{:<8}", backend.name, state);
  for (const Column& column : columns) {
    fmt::format_to(to, "{:>11}", column.value(backend));
  }
  for (const std::uint64_t count : backend.counts.failures) {
    fmt::format_to(to, "{:>11}", count);
  }
  out += '\n';
}

}  // namespace

std::string_view name_of(Policy policy) {
  switch (policy) {
    case Policy::round_robin:
      return "round-robin";
    case Policy::least_connections:
      return "least-connections";
    case Policy::two_choices:
      return "two-choices";
  }
  return {};
}

std::string_view name_of(Standing standing) {
  switch (standing) {
    case Standing::up:
      return "up";
    case Standing::ejected:
      return "ejected";
    case Standing::down:
      return "down";
  }
  return {};
}

std::string_view name_of(Failure failure) {
  switch (failure) {
    case Failure::refused:
      return "refused";
    case Failure::no_reply:
      return "no_reply";
    case Failure::timed_out:
      return "timed_out";
    case Failure::malformed:
      return "malformed";
    case Failure::cut:
      return "cut";
  }
  return {};
}

std::string status_text(const BalancerStatus& status) {
  std::string out = fmt::format(
      "{}, up for {} s{}, {} clients, {} requests waiting\n\n", name_of(status.policy),
      status.up_for.count(), status.draining ? ", draining" : "", status.clients, status.waiting);
  const auto to = std::back_inserter(out);
  fmt::format_to(to, "{:<24}{:<8}", "backend", "state");
  for (const Column& column : columns) {
    fmt::format_to(to, "{:>11}", column.name);
  }
  for (std::size_t kind = 0; kind < failure_kinds; ++kind) {
    fmt::format_to(to, "{:>11}", name_of(static_cast<Failure>(kind)));
  }
  out += '\n';
  for (const BackendStatus& backend : status.backends) {
    add_row(backend, name_of(backend.standing), out);
  }
  add_row(total_of(status.backends), "", out);
  return out;
}

std::string status_json(const BalancerStatus& status) {
  std::string out = fmt::format(
      "{{\n  \"policy\": \"{}\",\n  \"up_for_s\": {},\n  \"draining\": {},\n  \"clients\": {},\n"
      "  \"waiting\": {},\n  \"totals\": {{",
      name_of(status.policy), status.up_for.count(), status.draining, status.clients,
      status.waiting);
  add_counts_as_json(total_of(status.backends), out);
  out += ",\n  \"backends\": [";
  for (const BackendStatus& backend : status.backends) {
    out += &backend == status.backends.data() ? "\n    " : ",\n    ";
    fmt::format_to(std::back_inserter(out), R"({{"name": {}, "state": "{}", )",
                   json_string(backend.name), name_of(backend.standing));
    add_counts_as_json(backend, out);
  }
  return out + "\n  ]\n}\n";
}

}  // namespace tiga::servers::balancer
