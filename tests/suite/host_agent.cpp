// Another host of a run, on this machine: host_agent PORT TOKEN NAME serves whoever listens there.
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "common/error.hpp"
#include "common/group_keeper.hpp"
#include "common/numbers.hpp"
#include "suite/hosts/agent.hpp"
#include "suite/hosts/listener.hpp"
#include "suite/records/paths.hpp"
#include "suite/runs/interrupt.hpp"

int main(int argc, char** argv) {
  using namespace tiga;
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  return common::run_main("host_agent", [&] {
    const common::GroupKeeper keeper;
    suite::runs::Interrupt interrupt;
    const auto port = common::to_number<std::uint16_t>(arguments.at(0)).value();
    suite::hosts::serve_host(
        suite::hosts::connect_to({"127.0.0.1", port}, arguments.at(1),
                                 common::Deadline::after(std::chrono::seconds(30))),
        {.programs = suite::records::programs_folder(),
         .keeper = keeper,
         .name = arguments.at(2),
         .check_interrupt = [&] { interrupt.check(); }});
    return common::Exit::ok;
  });
}
