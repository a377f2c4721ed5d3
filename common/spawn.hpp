// fork and exec: the part of a child process that happens in the child.
#pragma once

#include <sys/types.h>

#include "common/child_process.hpp"

namespace tiga::common {

/// Descriptors that the child gets.
struct ChildOutputs {
  int output;   ///< standard output
  int error;    ///< standard error; below 0: this process's
  int failure;  ///< closes on exec; an errno value comes there when the child could not get so far
};

/// Starts the program. Throws CannotRun when there can be no other process.
pid_t spawn(const Command& command, const ChildOutputs& outputs);

}  // namespace tiga::common
