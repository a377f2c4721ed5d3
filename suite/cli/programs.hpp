// The programs beside `tiga` that it can become: the servers and the load generator.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tiga::suite::cli {

/// The program of `tiga load`.
inline constexpr std::string_view load_generator = "loadgen";

/// A server of `tiga serve`.
struct ServedProgram {
  std::string_view name;         ///< "async"
  std::string_view program;      ///< "async_server"
  std::string_view description;  ///< "One event loop"
};

/// All of them, in the order of plan::architectures().
std::vector<ServedProgram> served_programs();

/// A program, and what of the command line is for it.
struct Handover {
  std::string program;
  std::vector<std::string> arguments;
};

/// For the arguments `serve ARCH …` and `load …`, of which a program reads all that follows; none
/// where `tiga` itself is asked: for --help, or a server that there is not.
std::optional<Handover> handover(const std::vector<std::string>& arguments);

/// Goes on as that program of common::programs_folder(): the same process, so that signals and exit
/// status are its own. Throws CannotRun.
[[noreturn]] void become(const Handover& next);

/// What that program says of its arguments with --help; a line why not if it cannot be run.
std::string arguments_of(std::string_view program);

}  // namespace tiga::suite::cli
