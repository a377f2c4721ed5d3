// fork and exec: the part of starting a child that happens in the child.
#pragma once

#include <sys/types.h>

#include "common/child_process.hpp"

namespace tiga::common {

/// The descriptors of the child.
struct ChildOutputs {
  int output;   ///< standard output
  int error;    ///< standard error; below 0: this process's
  int failure;  ///< closes on exec; receives an errno value if the child fails before that
};

/// Starts the program. Throws CannotRun if no process can be created.
pid_t spawn(const Command& command, const ChildOutputs& outputs);

}  // namespace tiga::common
