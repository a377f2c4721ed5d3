#include "suite/measure/step.hpp"

#include <cstring>
#include <utility>

namespace tiga::suite::measure {

std::size_t Bench::server_cores() const {
  return servers ? servers->size() : common::available_cpus().size();
}

InvalidCell::InvalidCell(records::CellReason why)
    : CannotRun(why.in(text::Language::english)), reason_(std::move(why)) {}

records::CellReason ended(std::string_view program, const common::ExitReport& end,
                          std::string_view said) {
  records::CellReason reason =
      end.status ? records::CellReason("exited", program, *end.status)
                 : records::CellReason("killed", program, end.signal, ::strsignal(end.signal));
  reason.add("said", said);
  return reason;
}

}  // namespace tiga::suite::measure
