#include "suite/measure/step.hpp"

#include <cstring>
#include <utility>

namespace tiga::suite::measure {

std::size_t Bench::server_cores() const {
  return servers ? servers->size() : common::available_cpus().size();
}

Bench make_bench(const std::filesystem::path& programs, const std::filesystem::path& work,
                 const records::Placement& placement, const common::Topology& cores,
                 const common::GroupKeeper& keeper) {
  Bench bench{programs, work, placement.servers, placement.generator, &keeper};
  if (placement.servers) {
    bench.server_topology = records::part_of(cores, *placement.servers);
  }
  if (placement.generator) {
    bench.generator_cores = records::part_of(cores, *placement.generator).size();
  }
  return bench;
}

InvalidCell::InvalidCell(records::Reason why)
    : CannotRun(why.in(text::Language::english)), reason_(std::move(why)) {}

HostLost::HostLost(const std::string& host, std::string_view how)
    : InvalidCell({"host_lost", host, how}), host_(host) {}

records::Reason ended(std::string_view program, const common::ExitReport& end,
                      std::string_view said) {
  records::Reason reason =
      end.status ? records::Reason("exited", program, *end.status)
                 : records::Reason("killed", program, end.signal, ::strsignal(end.signal));
  reason.add("said", said);
  return reason;
}

}  // namespace tiga::suite::measure
