#include "servers/balancer/status.hpp"

#include <fmt/format.h>

#include <iterator>

namespace tiga::servers::balancer {
namespace {

// Calls `each(name, value)` for every number of a backend but its failures, in the page's order.
template <typename Each>
void for_each_number(const BackendStatus& backend, Each each) {
  each("in_flight", std::uint64_t{backend.in_flight});
  each("pooled", std::uint64_t{backend.pooled});
  for (const BackendCountField& field : backend_count_fields) {
    each(field.name, backend.counts.*field.count);
  }
}

// A host may be any text that resolves, so quotes are escaped.
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
  BackendStatus total{"total", HealthState::up, 0, 0, {}};
  for (const BackendStatus& one : backends) {
    total.in_flight += one.in_flight;
    total.pooled += one.pooled;
    total.counts.add(one.counts);
  }
  return total;
}

void add_counts_as_json(const BackendStatus& backend, std::string& out) {
  auto to = std::back_inserter(out);
  for_each_number(backend, [&](std::string_view name, std::uint64_t value) {
    fmt::format_to(to, "\"{}\": {}, ", name, value);
  });
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
  for_each_number(
      backend, [&](std::string_view, std::uint64_t value) { fmt::format_to(to, "{:>11}", value); });
  for (const std::uint64_t count : backend.counts.failures) {
    fmt::format_to(to, "{:>11}", count);
  }
  out += '\n';
}

}  // namespace

std::string status_text(const BalancerStatus& status) {
  std::string out = fmt::format(
      "{}, up for {} s{}, {} clients, {} requests waiting\n\n", name_of(status.policy),
      status.up_for.count(), status.draining ? ", draining" : "", status.clients, status.waiting);
  const auto to = std::back_inserter(out);
  fmt::format_to(to, "{:<24}{:<8}", "backend", "state");
  for_each_number(
      {}, [&](std::string_view name, std::uint64_t) { fmt::format_to(to, "{:>11}", name); });
  for (std::size_t kind = 0; kind < failure_kinds; ++kind) {
    fmt::format_to(to, "{:>11}", name_of(static_cast<Failure>(kind)));
  }
  out += '\n';
  for (const BackendStatus& backend : status.backends) {
    add_row(backend, name_of(backend.state), out);
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
                   json_string(backend.name), name_of(backend.state));
    add_counts_as_json(backend, out);
  }
  return out + "\n  ]\n}\n";
}

}  // namespace tiga::servers::balancer
