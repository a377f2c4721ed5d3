#include "suite/measure/step.hpp"

#include <cstring>
#include <utility>

namespace tiga::suite::measure {

InvalidCell::InvalidCell(records::CellReason why)
    : CannotRun(why.in(text::Language::english)), reason_(std::move(why)) {}

void add_last_words(records::CellReason& reason, std::string_view said) {
  if (!said.empty()) {
    reason.add("said", said);
  }
}

records::CellReason ended(std::string_view program, const common::ExitReport& end,
                          std::string_view said) {
  records::CellReason reason =
      end.status ? records::CellReason("exited", program, *end.status)
                 : records::CellReason("killed", program, end.signal, ::strsignal(end.signal));
  add_last_words(reason, said);
  return reason;
}

}  // namespace tiga::suite::measure
