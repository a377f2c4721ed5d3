#include "common/error.hpp"
#include "suite/cli/command_line.hpp"

int main(int argc, char** argv) {
  return tiga::common::run_main("tiga",
                                [&] { return tiga::suite::cli::run_command_line(argc, argv); });
}
