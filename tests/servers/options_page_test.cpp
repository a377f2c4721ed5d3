// docs/servers.md names every option of the servers, with its default.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <set>
#include <string>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "suite/plan/registry.hpp"
#include "tests/support/programs.hpp"

namespace tiga::tests {
namespace {

using Options = std::map<std::string, std::string>;  // name: what is said of its default

// From lines like "  --name TYPE:RANGE=DEFAULT ..." or, in later CLI11, "  --name TYPE [DEFAULT]".
Options options_in_help(const std::string& program_name) {
  const std::string help = common::run_command({.arguments = {program(program_name), "--help"}},
                                               std::chrono::seconds(10))
                               .output;
  static const std::regex option("\n +(--[a-z-]+) ([A-Z][^\n]*)");
  Options found;
  for (std::sregex_iterator match(help.begin(), help.end(), option), end; match != end; ++match) {
    found.emplace((*match)[1], (*match)[2]);
  }
  return found;
}

// From rows like "| `--name` | `DEFAULT` | meaning |"; without backticks: no literal default.
Options options_on_page() {
  const std::string page = common::read_file(source_folder() / "docs" / "servers.md");
  static const std::regex row("\n\\| `(--[a-z-]+)` \\| (`[^`|]*`|[^|`]*)[^|]*\\|");
  Options found;
  for (std::sregex_iterator match(page.begin(), page.end(), row), end; match != end; ++match) {
    EXPECT_TRUE(found.emplace((*match)[1], (*match)[2]).second) << (*match)[1] << " stands twice";
  }
  return found;
}

// "  PORT UINT:0 to 65535=46000 ..." or "  PORT UINT [46000]:0 to 65535 ...".
std::string port_in_help(const std::string& program_name) {
  const std::string help = common::run_command({.arguments = {program(program_name), "--help"}},
                                               std::chrono::seconds(10))
                               .output;
  const std::size_t begin = help.find("\n  PORT ");
  return begin == std::string::npos ? "" : help.substr(begin, help.find('\n', begin + 1) - begin);
}

std::set<std::string> names(const Options& options) {
  std::set<std::string> all;
  for (const auto& [name, said] : options) {
    all.insert(name);
  }
  return all;
}

bool says_default(const std::string& help, const std::string& value) {
  const std::string plain = value.substr(1, value.size() - 2);  // without backticks
  return help.find("=" + plain + " ") != std::string::npos || help.ends_with("=" + plain) ||
         help.find("=[" + plain + "]") != std::string::npos ||
         help.find("[" + plain + "]") != std::string::npos;
}

TEST(ServersPage, NamesEveryOptionOfTheBalancerWithItsDefault) {
  const Options help = options_in_help("balancer");
  const Options page = options_on_page();
  ASSERT_GT(help.size(), 20U);
  EXPECT_EQ(names(page), names(help));
  for (const auto& [name, value] : page) {
    if (value.starts_with('`') && help.contains(name)) {
      EXPECT_TRUE(says_default(help.at(name), value))
          << name << ": " << value << " on the page, " << help.at(name) << " in the help";
    }
  }
}

// What the server has beyond what the balancer has too; those in common must be the same.
Options own_options(const std::string& program_name, const Options& balancer) {
  Options own;
  for (const auto& [option, said] : options_in_help(program_name)) {
    const auto shared = balancer.find(option);
    if (shared == balancer.end()) {
      own.emplace(option, said);
    } else {
      EXPECT_EQ(shared->second, said) << program_name << ' ' << option;
    }
  }
  return own;
}

// From rows like "| `PROGRAM` | `--name` | `DEFAULT` | meaning |".
Options own_options_on_page(const std::string& program_name) {
  const std::string page = common::read_file(source_folder() / "docs" / "servers.md");
  const std::regex row("\n\\| `" + program_name +
                       "` \\| `(--[a-z-]+)` \\| (`[^`|]*`|[^|`]*)[^|]*\\|");
  Options found;
  for (std::sregex_iterator match(page.begin(), page.end(), row), end; match != end; ++match) {
    found.emplace((*match)[1], (*match)[2]);
  }
  return found;
}

TEST(ServersPage, HasEachArmAndTheDefaultPortOfEachProgram) {
  const std::string page = common::read_file(source_folder() / "docs" / "servers.md");
  std::map<std::string, std::string> program_of_port;
  for (const suite::plan::Architecture& architecture : suite::plan::architectures()) {
    EXPECT_NE(page.find(fmt::format("\n| `{}` | ", architecture.name)), std::string::npos)
        << "docs/servers.md does not say what " << architecture.name << " is";
    const std::string name(architecture.front);
    std::smatch port;
    if (!std::regex_search(page, port,
                           std::regex("\n\\| `PORT` \\|.*[ ,]([0-9]+) `" + name + "`"))) {
      ADD_FAILURE() << "docs/servers.md names no default port of " << name;
      continue;
    }
    EXPECT_TRUE(says_default(port_in_help(name), "`" + port[1].str() + "`")) << name;
    const std::string other = program_of_port.emplace(port[1], name).first->second;
    EXPECT_EQ(other, name) << "both have the default port " << port[1];
  }
}

TEST(ServersPage, NamesTheOptionsOfEachServer) {
  const Options balancer = options_in_help("balancer");
  for (const suite::plan::Architecture& architecture : suite::plan::architectures()) {
    const std::string name(architecture.front);
    const Options help = own_options(name, balancer);
    const Options page = own_options_on_page(name);
    EXPECT_EQ(names(page), names(help)) << name;
    for (const auto& [option, value] : page) {
      if (value.starts_with('`') && help.contains(option)) {
        EXPECT_TRUE(says_default(help.at(option), value)) << name << ' ' << option << ": " << value;
      }
    }
  }
}

}  // namespace
}  // namespace tiga::tests
