#include "servers/core/counters.hpp"

#include <fmt/format.h>

#include <array>
#include <iterator>
#include <string_view>

namespace tiga::servers::core {
namespace {

struct Field {
  std::string_view name;
  const Counter& (*counter)(const Counters&);
};

template <Counter Counters::*member>
const Counter& get(const Counters& counters) {
  return counters.*member;
}

template <std::size_t status_class>
const Counter& replies_of_class(const Counters& counters) {
  return counters.replies_by_class[status_class];
}

// The keys of the stats file, in its order. Scripts read them, so they keep their names.
constexpr auto fields = std::to_array<Field>({
    {"connections_accepted", get<&Counters::connections_accepted>},
    {"connections_rejected", get<&Counters::connections_rejected>},
    {"accept_pauses", get<&Counters::accept_pauses>},
    {"requests", get<&Counters::requests>},
    {"requests_malformed", get<&Counters::requests_malformed>},
    {"requests_timed_out", get<&Counters::requests_timed_out>},
    {"replies", get<&Counters::replies>},
    {"replies_1xx", replies_of_class<1>},
    {"replies_2xx", replies_of_class<2>},
    {"replies_3xx", replies_of_class<3>},
    {"replies_4xx", replies_of_class<4>},
    {"replies_5xx", replies_of_class<5>},
    {"octets_received", get<&Counters::bytes_received>},
    {"octets_sent", get<&Counters::bytes_sent>},
    {"log_lines_dropped", get<&Counters::log_lines_dropped>},
});
// replies_by_class[0] stays unused.
static_assert(sizeof(Counters) == (fields.size() + 1) * sizeof(Counter),
              "each counter needs a row in `fields`");

}  // namespace

std::string Counters::to_json() const {
  std::string json = "{";
  for (const Field& field : fields) {
    fmt::format_to(std::back_inserter(json), "{}\n  \"{}\": {}", json.size() > 1 ? "," : "",
                   field.name, field.counter(*this).value());
  }
  return json + "\n}\n";
}

}  // namespace tiga::servers::core
