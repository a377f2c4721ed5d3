#include "suite/cli/programs.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "common/child_process.hpp"
#include "common/error.hpp"
#include "common/home/home.hpp"
#include "common/text.hpp"
#include "suite/plan/registry.hpp"
#include "suite/records/paths.hpp"

namespace tiga::suite::cli {
namespace {

constexpr std::chrono::seconds time_to_say{10};

bool asks_for_help(const std::string& argument) { return argument == "--help" || argument == "-h"; }

}  // namespace

std::vector<ServedProgram> served_programs() {
  std::vector<ServedProgram> all;
  for (const plan::Architecture& one : plan::architectures()) {
    if (std::ranges::find(all, one.folder, &ServedProgram::name) == all.end()) {
      all.push_back({one.folder, one.front,
                     one.backend.empty() ? one.title.english : "A balancer in front of servers"});
    }
  }
  return all;
}

std::optional<Handover> handover(const std::vector<std::string>& arguments) {
  const bool has_second = arguments.size() > 1;
  if (arguments.empty() || (has_second && asks_for_help(arguments[1]))) {
    return std::nullopt;
  }
  if (arguments[0] == "load") {
    return Handover{std::string(load_generator), {arguments.begin() + 1, arguments.end()}};
  }
  if (arguments[0] != "serve" || !has_second) {
    return std::nullopt;
  }
  const std::vector<ServedProgram> servers = served_programs();
  const auto server = std::ranges::find(servers, arguments[1], &ServedProgram::name);
  return server == servers.end()
             ? std::nullopt
             : std::optional(Handover{std::string(server->program),
                                      {arguments.begin() + 2, arguments.end()}});
}

void become(const Handover& next) {
  const std::filesystem::path folder = common::programs_folder();
  records::require_programs({next.program}, folder);
  std::string file = (folder / next.program).string();
  std::vector<std::string> arguments = next.arguments;
  std::vector<char*> words{file.data()};
  words.reserve(arguments.size() + 2);
  for (std::string& argument : arguments) {
    words.push_back(argument.data());
  }
  words.push_back(nullptr);
  ::execv(file.c_str(), words.data());
  common::throw_errno("cannot run " + file);
}

std::string arguments_of(std::string_view program) {
  try {
    const std::filesystem::path folder = common::programs_folder();
    records::require_programs({std::string(program)}, folder);
    const std::string help =
        common::run_command({.arguments = {(folder / program).string(), "--help"}}, time_to_say)
            .output;
    const std::size_t usage = help.find("Usage");
    const std::size_t end = help.find('\n', usage);
    const std::string_view below =
        std::string_view(help).substr(end == std::string::npos ? 0 : end);
    return std::string(common::trimmed(below, "\n"));
  } catch (const common::CannotRun& error) {
    return error.what();
  }
}

}  // namespace tiga::suite::cli
