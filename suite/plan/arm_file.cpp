// The tables [arm.NAME] of a plan.
#include <algorithm>
#include <array>

#include "suite/plan/registry.hpp"
#include "suite/plan/toml_reader.hpp"

namespace tiga::suite::plan {
namespace {

using namespace std::string_view_literals;

constexpr std::array keys_of_commands{"command"sv, "ready"sv, "stop_signal"sv, "files"sv,
                                      "backend"sv};
// Besides those of commands and titles.
constexpr std::array keys_of_all{"generator"sv, "like"sv, "options"sv, "backends"sv,
                                 "concurrency_model"sv};
constexpr std::array known_placeholders{"port"sv, "root"sv,  "work"sv, "programs"sv,
                                        "arm"sv,  "stats"sv, "here"sv, "address"sv};
constexpr double most_backends = 64;

const toml::table& table_of(const TomlReader& reader, const toml::node& node,
                            std::string_view key) {
  const toml::table* table = node.as_table();
  if (table == nullptr) {
    reader.fail(node, key, "must be a table");
  }
  return *table;
}

// One table [arm.NAME]. What its backend is has to wait until all tables are read.
class ArmReader {
 public:
  ArmReader(const TomlReader& plan, std::string name, const toml::table& table,
            const ArmDefaults& defaults)
      : reader_(table, plan.file(), fmt::format("arm.{}.", name)), defaults_(defaults) {
    arm_.name = std::move(name);
  }

  Arm read() {
    const std::vector<std::string> titles = TomlReader::title_keys();
    std::vector<std::string_view> known(titles.begin(), titles.end());
    known.insert(known.end(), keys_of_commands.begin(), keys_of_commands.end());
    known.insert(known.end(), keys_of_all.begin(), keys_of_all.end());
    reader_.refuse_unknown_keys(known);
    if (reader_.find("like") != nullptr) {
      read_variant();
    } else {
      read_command();
    }
    arm_.title = reader_.title(arm_.title);
    arm_.generator = read_generator(reader_, defaults_.generator);
    read_handling();
    return arm_;
  }

  /// Gives the arm that it read its backend, one of `all` or an architecture.
  void join(Arm& arm, const std::vector<Arm>& all) const {
    const toml::node* node = reader_.find("backend");
    if (node == nullptr) {
      return;
    }
    const std::string name = reader_.text_of(*node, "backend");
    const auto own = std::ranges::find(all, name, &Arm::name);
    const Architecture* architecture = find_architecture(name);
    if (own == all.end() && architecture == nullptr) {
      reader_.fail(*node, "backend", unknown_arm(name));
    }
    const Arm behind = own != all.end() ? *own : arm_of(*architecture, defaults_.server_options);
    if (behind.backends > 0) {
      reader_.fail(*node, "backend", fmt::format("'{}' has backends itself", name));
    }
    arm.backend = behind.front;
  }

 private:
  void read_variant() {
    reader_.refuse(keys_of_commands, "does not go with like: the command is that architecture's");
    const toml::node& node = reader_.require("like", "");
    const std::string like = reader_.text_of(node, "like");
    const Architecture* architecture = find_architecture(like);
    if (architecture == nullptr) {
      reader_.fail(node, "like",
                   fmt::format("'{}' is no architecture ({})", like, architecture_names()));
    }
    const std::string name = arm_.name;
    arm_ = arm_of(*architecture, defaults_.server_options);
    arm_.name = name;
    arm_.title = text::LocalizedText([title = arm_.title, name](text::Language language) {
      return fmt::format("{} ({})", title.in(language), name);
    });
    const std::vector<std::string> options = reader_.texts("options");
    arm_.front.arguments.insert(arm_.front.arguments.end(), options.begin(), options.end());
    if (architecture->backends == 0) {
      reader_.refuse(std::array{"backends"sv}, "needs an architecture with backends");
      return;
    }
    reader_.read("backends", arm_.backends, 1, most_backends);
    const auto before = static_cast<unsigned>(architecture->backends);
    arm_.concurrency_model.most =
        arm_.concurrency_model.most / before * static_cast<unsigned>(arm_.backends);
  }

  void read_command() {
    reader_.refuse(std::array{"options"sv}, "goes with like only; a command has its own arguments");
    arm_.title = text::LocalizedText(arm_.name);
    arm_.front.values = defaults_.values;
    if (reader_.find("backend") != nullptr) {
      arm_.backends = 1;
      reader_.read("backends", arm_.backends, 1, most_backends);
    } else {
      reader_.refuse(std::array{"backends"sv}, "needs backend, the arm that there are so many of");
    }
    read_arguments();
    reader_.read("ready", arm_.front.ready_line);
    constexpr std::array signals{SIGTERM, SIGQUIT, SIGINT};
    arm_.front.stop_signal =
        signals.at(reader_.choice("stop_signal", {"SIGTERM", "SIGQUIT", "SIGINT"}));
    read_files();
    arm_.counts_replies = arm_.front.has("stats");
    if (!arm_.front.has("port") && arm_.front.ready_line.empty()) {
      reader_.fail(
          reader_.require("command", ""), "command",
          "has no {port}, nor has a file; then ready must name a line that ends in the port");
    }
  }

  void read_arguments() {
    const toml::node& node =
        reader_.require("command", "the program and its arguments (or like, an architecture)");
    arm_.front.arguments = reader_.texts("command");
    if (arm_.front.arguments.empty()) {
      reader_.fail(node, "command", "must name a program");
    }
    for (const std::string& argument : arm_.front.arguments) {
      if (arm_.backends == 0 || argument != "{backends}") {
        check_placeholders(node, "command", argument);
      }
    }
  }

  void read_handling() {
    if (const toml::node* node = reader_.find("concurrency_model")) {
      const auto concurrency_model =
          parse_concurrency_model(reader_.text_of(*node, "concurrency_model"));
      if (!concurrency_model) {
        reader_.fail(*node, "concurrency_model",
                     fmt::format("must be one of {}", handling_texts()));
      }
      arm_.concurrency_model = *concurrency_model;
    }
  }

  void read_files() {
    const toml::node* node = reader_.find("files");
    if (node == nullptr) {
      return;
    }
    for (const auto& [key, content] : table_of(reader_, *node, "files")) {
      const std::string name(key.str());
      if (name.empty() || name.starts_with('.') || name.find('/') != std::string::npos) {
        reader_.fail(content, "files", fmt::format("'{}' is not the plain name of a file", name));
      }
      const auto text = content.value_exact<std::string>();
      if (!text) {
        reader_.fail(content, "files", fmt::format("'{}' must be a text in quotes", name));
      }
      check_placeholders(content, "files", *text);
      arm_.front.files.emplace_back(name, *text);
    }
  }

  void check_placeholders(const toml::node& node, std::string_view key,
                          std::string_view text) const {
    std::vector<std::string> known(known_placeholders.begin(), known_placeholders.end());
    for (int backend = 1; backend <= arm_.backends; ++backend) {
      known.push_back(fmt::format("backend{}", backend));
    }
    for (const std::string& name : placeholders_in(text)) {
      if (name == "backends" && arm_.backends > 0) {
        reader_.fail(node, key,
                     "{backends} must be an argument by itself; elsewhere {backend1}, …");
      }
      if (std::ranges::find(known, name) == known.end()) {
        reader_.fail(node, key,
                     fmt::format("unknown placeholder {{{0}}}; known are {1}; the text itself is "
                                 "written {{{{{0}}}}}",
                                 name, fmt::join(known, ", ")));
      }
    }
  }

  TomlReader reader_;
  const ArmDefaults& defaults_;
  Arm arm_;
};

void check_name(const TomlReader& plan, const toml::key& key) {
  const std::string_view name = key.str();
  const auto fail = [&](std::string_view what) {
    plan.fail(key.source().begin.line, fmt::format("arm.{}", name), what);
  };
  constexpr std::string_view allowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
  if (name.empty() || name.find_first_not_of(allowed) != std::string_view::npos) {
    fail("a name is made of letters, digits, - and _");
  }
  if (find_architecture(name) != nullptr) {
    fail("is the name of an architecture; a variant has its own name, and like");
  }
  if (name.ends_with(copy_name(""))) {
    fail(fmt::format("only the copy of an arm has a name that ends in {}", copy_name("")));
  }
}

}  // namespace

Generator read_generator(const TomlReader& reader, Generator otherwise) {
  return static_cast<Generator>(
      reader.choice("generator", {"loadgen", "wrk"}, static_cast<std::size_t>(otherwise)));
}

std::string unknown_arm(const std::string& name) {
  return fmt::format("'{}' is neither an architecture ({}) nor an [arm.{}] of this plan", name,
                     architecture_names(), name);
}

std::vector<Arm> read_own_arms(const TomlReader& plan, const ArmDefaults& defaults) {
  const toml::node* node = plan.find("arm");
  if (node == nullptr) {
    return {};
  }
  std::vector<ArmReader> readers;
  for (const auto& [key, value] : table_of(plan, *node, "arm")) {
    check_name(plan, key);
    const std::string name(key.str());
    readers.emplace_back(plan, name, table_of(plan, value, fmt::format("arm.{}", name)), defaults);
  }
  std::vector<Arm> arms;
  arms.reserve(readers.size());
  for (ArmReader& reader : readers) {
    arms.push_back(reader.read());
  }
  for (std::size_t at = 0; at < arms.size(); ++at) {
    readers[at].join(arms[at], arms);
  }
  return arms;
}

}  // namespace tiga::suite::plan
