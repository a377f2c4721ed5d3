#include "tests/loadgen/ab/beside_ab.hpp"

#include <regex>

#include "tests/support/skip.hpp"

namespace tiga::tests {

common::CommandResult run_quietly(const std::string& program, const Arguments& arguments) {
  common::Command command;
  command.arguments = {program, "-q"};
  command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
  return common::run_command(command, std::chrono::seconds(50));
}

std::string value_of(const std::string& report, const std::string& label) {
  for (const std::string& line : lines_of(report)) {
    if (line.starts_with(label)) {
      const std::size_t value = line.find_first_not_of(' ', label.size());
      return value == std::string::npos ? "" : line.substr(value);
    }
  }
  return "no " + label;
}

std::vector<std::string> layout_of(const std::string& report) {
  static const std::regex figure("[0-9]+(\\.[0-9]+)?");
  static const std::regex spaces(" +");
  static const std::regex warning("(WARNING|ERROR| {7,8}[^ ]).*");  // and its second line
  std::vector<std::string> layout;
  for (const std::string& line : lines_of(report)) {
    if (line.starts_with("Ends of requests")) {
      layout.pop_back();  // the empty line before it
      break;
    }
    const bool begun = !layout.empty() || line.starts_with("Server Software");
    if (begun && !std::regex_match(line, warning)) {
      layout.push_back(std::regex_replace(std::regex_replace(line, figure, "0"), spaces, " "));
    }
  }
  return layout;
}

void BesideAb::SetUp() {
  TIGA_SKIP_UNLESS(common::is_installed("ab"), "ab (apache2-utils)");
  common::write_file(content_file_, "body");
}

Arguments BesideAb::filled_in(Arguments arguments, const std::string& here) const {
  for (std::string& argument : arguments) {
    argument = argument == "FILE" ? content_file_ : argument;
    if (const std::size_t at = argument.find("HERE"); at != std::string::npos) {
      argument.replace(at, 4, here);
    }
  }
  return arguments;
}

}  // namespace tiga::tests
