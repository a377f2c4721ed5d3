#include "suite/hosts/gathering.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "common/endpoint.hpp"
#include "common/error.hpp"
#include "common/sequences.hpp"

namespace tiga::suite::hosts {
namespace {

// One that swallows packets leaves time for the others.
constexpr std::chrono::seconds time_for_an_address{5};

std::size_t rank_of(const Launch& launch, const std::string& host) {
  const auto found =
      std::ranges::find_if(launch.all, [&](const Greeting& one) { return one.host == host; });
  return static_cast<std::size_t>(std::distance(launch.all.begin(), found));
}

double wall_clock_s() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace

Line connect_to_first(const Launch& launch, common::Deadline deadline) {
  const Greeting& first = launch.all.front();
  const Greeting& own = launch.all[launch.rank];
  std::string problem = fmt::format("host {} has no address but that of its loopback", first.host);
  for (const std::string& address : first.addresses) {
    if (common::contains(own.addresses, address)) {
      continue;  // of a bridge that each host has for itself
    }
    const auto share = common::Deadline::after(time_for_an_address);
    try {
      return connect_to({address, first.port}, first.token,
                        common::Deadline(std::min(share.at(), deadline.at())));
    } catch (const common::CannotRun& failed) {
      problem = failed.what();
    }
  }
  throw common::CannotRun(fmt::format("host {}: {}", own.host, problem));
}

std::vector<Gathered> gather(Listener listener, const Launch& launch, common::Deadline deadline) {
  std::vector<Gathered> others;
  std::vector<std::string> missing =
      common::transformed(launch.all, [](const Greeting& one) { return one.host; });
  missing.erase(missing.begin());
  while (!missing.empty()) {
    auto line = listener.accept(deadline);
    if (!line) {
      throw common::CannotRun(
          fmt::format("host {} did not connect: can it reach this one at {}, any port?",
                      fmt::join(missing, ", "), fmt::join(launch.all.front().addresses, ", ")));
    }
    const std::string peer = line->peer();
    auto host = std::make_unique<RemoteHost>(*std::move(line));
    std::erase(missing, host->name());
    records::HostFacts facts = host->facts();
    facts.wall_clock_ahead_s = static_cast<double>(facts.wall_clock_ns) / 1e9 - wall_clock_s();
    others.push_back({std::move(host), peer.substr(0, peer.rfind(':')), std::move(facts)});
  }
  std::ranges::sort(others, {},
                    [&](const Gathered& one) { return rank_of(launch, one.host->name()); });
  return others;
}

}  // namespace tiga::suite::hosts
