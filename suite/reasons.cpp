#include "suite/reasons.hpp"

#include <fmt/format.h>

#include <array>

namespace tiga::suite {
namespace {

constexpr double clearly_more_cpu = 1.1;       // times
constexpr double clearly_more_switches = 1.5;  // times, and
constexpr double least_more_switches = 0.5;    // so many more a request
constexpr double clearly_more_events = 2;      // times
constexpr double first_syn_timeout_s = 1;      // RFC 6298 §2.1
constexpr double full_core = 0.9;
constexpr double even_shares = 0.95;

// How many times as much `behind` has; nothing where that is not known.
Real times(const Real& ahead, const Real& behind) {
  return ahead && behind && *ahead > 0 ? Real(*behind / *ahead) : std::nullopt;
}

Real cpu_ratio(const ArmFacts& ahead, const ArmFacts& behind) {
  return times(ahead.server_cpu_us_per_request, behind.server_cpu_us_per_request);
}

bool relays_alone(const ArmFacts& ahead, const ArmFacts& behind) {
  return behind.relays && !ahead.relays;
}

bool has_more_events(const Real& ahead, const Real& behind) {
  return ahead && behind && *behind >= 1 && *behind >= clearly_more_events * *ahead;
}

std::string relayed(const ArmFacts& ahead, const ArmFacts& behind) {
  const Real ratio = cpu_ratio(ahead, behind);
  if (!relays_alone(ahead, behind) || (ratio && *ratio < clearly_more_cpu)) {
    return "";
  }
  return fmt::format("each request {} and crosses loopback twice{}",
                     behind.parses_twice ? "is parsed twice" : "passes two servers",
                     ratio ? fmt::format(" ({:.1f} times the server CPU)", *ratio) : "");
}

std::string more_server_cpu(const ArmFacts& ahead, const ArmFacts& behind) {
  const Real ratio = cpu_ratio(ahead, behind);
  if (!ratio || *ratio < clearly_more_cpu || relays_alone(ahead, behind)) {
    return "";
  }
  return fmt::format("{:.1f} times the server CPU a request", *ratio);
}

std::string more_switches(const ArmFacts& ahead, const ArmFacts& behind) {
  const Real& few = ahead.switches_per_request;
  const Real& many = behind.switches_per_request;
  if (!few || !many || *many < clearly_more_switches * *few || *many - *few < least_more_switches) {
    return "";
  }
  return fmt::format("{:.1f} context switches a request against {:.1f}", *many, *few);
}

std::string listen_overflows(const ArmFacts& ahead, const ArmFacts& behind) {
  return has_more_events(ahead.listen_overflows, behind.listen_overflows)
             ? fmt::format("its accept queue overflowed {:.0f} times a run",
                           *behind.listen_overflows)
             : "";
}

// A run by duration takes a second anyway: there the one behind must have taken longer.
std::string syn_retransmits(const ArmFacts& ahead, const ArmFacts& behind) {
  const bool waited = ahead.time_taken_s && behind.time_taken_s &&
                      *behind.time_taken_s >= first_syn_timeout_s &&
                      *behind.time_taken_s - *ahead.time_taken_s >= first_syn_timeout_s / 2;
  return waited && has_more_events(ahead.syn_retransmits, behind.syn_retransmits)
             ? fmt::format("SYNs were sent again ({:.0f} a run), each after a second",
                           *behind.syn_retransmits)
             : "";
}

std::string full_cores(const ArmFacts& ahead, const ArmFacts& behind) {
  const Real& idle = ahead.server_core_share;
  const Real& full = behind.server_core_share;
  return idle && full && *full >= full_core && *idle < full_core
             ? fmt::format("its servers' cores were full ({:.0f} %)", *full * 100)
             : "";
}

std::string uneven_backends(const ArmFacts& ahead, const ArmFacts& behind) {
  const Real& shares = behind.backend_jain_index;
  const bool ahead_is_even = ahead.backend_jain_index.value_or(1) >= even_shares;
  return shares && *shares < even_shares && ahead_is_even
             ? fmt::format("its backends had uneven shares (Jain's index {:.2f})", *shares)
             : "";
}

constexpr std::array<ReasonRule, 7> rules{{{"SYN retransmits", false, syn_retransmits},
                                           {"relayed", true, relayed},
                                           {"server CPU", false, more_server_cpu},
                                           {"context switches", true, more_switches},
                                           {"listen overflows", false, listen_overflows},
                                           {"full cores", false, full_cores},
                                           {"uneven backends", false, uneven_backends}}};

}  // namespace

std::span<const ReasonRule> reason_rules() { return rules; }

std::vector<std::string> reasons(Metric metric, const ArmFacts& ahead, const ArmFacts& behind) {
  ArmFacts cheaper = ahead;
  if (metric == Metric::server_cpu) {
    cheaper.server_cpu_us_per_request.reset();  // what is to be explained explains nothing
  }
  std::vector<std::string> phrases;
  for (const ReasonRule& rule : rules) {
    std::string phrase = rule.phrase(cheaper, behind);
    if (!phrase.empty() && (metric != Metric::server_cpu || rule.explains_server_cpu)) {
      phrases.push_back(std::move(phrase));
    }
  }
  return phrases;
}

}  // namespace tiga::suite
