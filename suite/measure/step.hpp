// What the steps of a cell have in common: how they are interrupted, and how they fail.
#pragma once

#include <functional>
#include <string_view>

#include "common/child_process.hpp"
#include "common/error.hpp"
#include "suite/records/cell_reason.hpp"

namespace tiga::suite::measure {

/// Called at least every 20 ms while the suite waits. It throws to end the wait.
using Pulse = std::function<void()>;

/// Thrown by a step of a cell that failed.
class InvalidCell : public common::CannotRun {
 public:
  explicit InvalidCell(records::CellReason why);
  const records::CellReason& reason() const { return reason_; }

 private:
  records::CellReason reason_;
};

/// That a program ended, how, and what it said last.
records::CellReason ended(std::string_view program, const common::ExitReport& end,
                          std::string_view said);

}  // namespace tiga::suite::measure
