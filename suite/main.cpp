#include "common/error.hpp"
#include "suite/commands.hpp"

int main(int argc, char** argv) {
  return tiga::common::run_main("tiga", [&] { return tiga::suite::run_command_line(argc, argv); });
}
