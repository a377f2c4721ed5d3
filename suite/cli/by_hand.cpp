// `tiga serve` and `tiga load`. What other programs read never comes here (handover()); these are
// their places in the help, and what is wrong with a command line that names no program.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "suite/cli/programs.hpp"
#include "suite/cli/shared_options.hpp"

namespace tiga::suite::cli {
namespace {

struct ServeOrder {
  std::string server;
  std::optional<std::string> port;
};

std::vector<std::string> server_names() {
  std::vector<std::string> names;
  for (const ServedProgram& server : served_programs()) {
    names.emplace_back(server.name);
  }
  return names;
}

// Shows URL in the usage alone: what it may be is in the generator's own help, below.
class LoadHelp : public CLI::Formatter {
 public:
  std::string make_positionals(const CLI::App* /*app*/) const override { return ""; }
};

std::string servers_section() {
  std::string section = "Servers:\n";
  for (const ServedProgram& server : served_programs()) {
    section += fmt::format("  {:<28}{}\n", server.name, server.description);
  }
  return section;
}

}  // namespace

void add_serve(CLI::App& app, Choice& choice) {
  const auto order = std::make_shared<ServeOrder>();
  CLI::App* serve =
      add_command(app, choice,
                  {"serve",
                   groups::by_hand,
                   "start a server; after its name come its own port and options",
                   {{"tiga serve async 8080 --root public", "the files of a folder, until Ctrl-C"},
                    {"tiga serve balancer 8000 --backend 127.0.0.1:8080 --backend 127.0.0.1:8081",
                     "in front of two servers that run"}}},
                  [order](const records::Paths&) -> common::Exit {
                    std::vector<std::string> arguments{"serve", order->server};
                    if (order->port) {
                      arguments.push_back(*order->port);
                    }
                    become(*handover(arguments));
                  });
  serve->add_option("ARCH", order->server, "its name; tiga serve ARCH --help lists its options")
      ->required()
      ->check(CLI::Validator(CLI::IsMember(server_names())).description(""))
      ->type_name("");
  serve->add_option("PORT", order->port, "port to listen on; 0 chooses a free one")->type_name("");
  serve->footer(servers_section);
}

void add_load(CLI::App& app, Choice& choice) {
  CLI::App* load = add_command(
      app, choice,
      {"load",
       groups::by_hand,
       "send a load to a server and count the replies; ab's options, and more",
       {{"tiga load -n 10000 -c 50 http://127.0.0.1:8080/", "as ab does it"},
        {"tiga load -k -c 20 --rate 500 --duration 10s --json load.json http://127.0.0.1:8080/",
         "500 requests a second on kept connections; the results also as JSON"}}},
      [](const records::Paths&) -> common::Exit {
        become({std::string(load_generator), {}});
      });
  load->get_help_ptr()->group("");  // the generator's own is shown
  load->add_option("URL")->required();
  load->formatter(std::make_shared<LoadHelp>());
  load->footer([] { return arguments_of(load_generator) + "\n"; });
}

}  // namespace tiga::suite::cli
