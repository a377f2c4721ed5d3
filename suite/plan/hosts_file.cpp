// How section [hosts] of a plan is read.
#include <arpa/inet.h>

#include <array>

#include "common/sequences.hpp"
#include "suite/plan/toml_reader.hpp"

namespace tiga::suite::plan {
namespace {

using namespace std::string_view_literals;

constexpr std::int64_t fastest_link_mbit = 1'000'000;

std::string where_is(const TomlReader& reader, const toml::source_region& source) {
  return fmt::format("{}:{}", reader.file(), source.begin.line);
}

// As sethostname(2) and DNS take it; without blanks, which separate hosts in cells.csv.
bool is_host_name(std::string_view name) {
  constexpr std::string_view allowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
  constexpr std::size_t longest = 64;
  return !name.empty() && name.size() <= longest &&
         name.find_first_not_of(allowed) == std::string_view::npos;
}

void check_host_name(const TomlReader& reader, toml::source_index line, std::string_view key,
                     std::string_view name) {
  if (!is_host_name(name)) {
    reader.fail(line, key, fmt::format("'{}' is no name of a host, as uname -n prints it", name));
  }
}

std::vector<NamedHost> read_role(const TomlReader& section, std::string_view key) {
  if (section.find(key) == nullptr) {
    return {};
  }
  std::vector<NamedHost> hosts;
  for (const toml::node& node : section.list(key, "")) {
    const std::string name = section.text_of(node, key);
    check_host_name(section, node.source().begin.line, key, name);
    if (common::contains(hosts, name, &NamedHost::name)) {
      section.fail(node, key, fmt::format("'{}' stands there twice", name));
    }
    hosts.push_back({name, where_is(section, node.source())});
  }
  return hosts;
}

// A table of values by host; `read` makes each from its node.
template <class Value, class Read>
std::vector<std::pair<NamedHost, Value>> read_by_host(const TomlReader& section,
                                                      std::string_view key, Read read) {
  std::vector<std::pair<NamedHost, Value>> values;
  const toml::node* node = section.find(key);
  if (node == nullptr) {
    return values;
  }
  const toml::table* table = node->as_table();
  if (table == nullptr) {
    section.fail(*node, key, "must be a table with a value for each host");
  }
  for (const auto& [host, value] : *table) {
    const toml::source_region& source = value.source();
    const std::string own_key = fmt::format("{}.{}", key, host.str());
    check_host_name(section, source.begin.line, own_key, host.str());
    values.emplace_back(NamedHost{std::string(host.str()), where_is(section, source)},
                        read(value, own_key));
  }
  return values;
}

std::string read_address(const TomlReader& section, const toml::node& node, std::string_view key) {
  std::string address = section.text_of(node, key);
  in_addr parsed{};
  if (::inet_pton(AF_INET, address.c_str(), &parsed) != 1 || parsed.s_addr == INADDR_ANY) {
    section.fail(node, key, "must be an IPv4 address of that host: \"10.0.1.3\"");
  }
  return address;
}

}  // namespace

std::optional<Hosts> read_hosts(const TomlReader& plan) {
  const toml::node* node = plan.find("hosts");
  if (node == nullptr) {
    return std::nullopt;
  }
  const toml::table* table = node->as_table();
  if (table == nullptr) {
    plan.fail(*node, "hosts", "must be a table");
  }
  const TomlReader section(*table, plan.file(), "hosts.");
  section.refuse_unknown_keys(
      std::array{"generate"sv, "balance"sv, "serve"sv, "backends"sv, "address"sv, "link_mbit"sv});
  Hosts hosts;
  hosts.generate = read_role(section, "generate");
  hosts.balance = read_role(section, "balance");
  hosts.serve = read_role(section, "serve");
  hosts.backends = read_role(section, "backends");
  if (hosts.balance.size() > 1) {
    section.fail(*section.find("balance"), "balance",
                 "must name one host: an arm has one balancer");
  }
  hosts.addresses = read_by_host<std::string>(section, "address",
                                              [&](const toml::node& value, std::string_view key) {
                                                return read_address(section, value, key);
                                              });
  hosts.links_mbit = read_by_host<std::uint32_t>(
      section, "link_mbit", [&](const toml::node& value, std::string_view key) {
        return static_cast<std::uint32_t>(section.number_of(value, key, 1, fastest_link_mbit));
      });
  return hosts;
}

}  // namespace tiga::suite::plan
