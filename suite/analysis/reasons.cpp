#include "suite/analysis/reasons.hpp"

#include <array>

#include "suite/plan/method.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::analysis {
namespace {

namespace method = plan::method;

// How many times as much `behind` needs; nothing where that is not known.
records::Real cpu_ratio(const ArmSummary& ahead, const ArmSummary& behind) {
  const records::Real& less = ahead.server_cpu_us_per_request;
  const records::Real& more = behind.server_cpu_us_per_request;
  return less && more && *less > 0 ? records::Real(*more / *less) : std::nullopt;
}

bool relays_alone(const ArmSummary& ahead, const ArmSummary& behind) {
  return behind.relays && !ahead.relays;
}

bool has_more_events(const records::Real& ahead, const records::Real& behind) {
  return ahead && behind && *behind >= 1 && *behind >= method::clearly_more_events * *ahead;
}

text::LocalizedText relayed(const ArmSummary& ahead, const ArmSummary& behind) {
  const records::Real ratio = cpu_ratio(ahead, behind);
  if (!relays_alone(ahead, behind) || (ratio && *ratio < method::clearly_more_cpu)) {
    return {};
  }
  const text::LocalizedText way = behind.parses_twice
                                      ? text::LocalizedText(text::message("is parsed twice"))
                                      : text::LocalizedText(text::message("passes two servers"));
  const text::LocalizedText cost =
      ratio ? text::localized(" ({:.1f} times the server CPU)", *ratio) : text::LocalizedText{};
  return behind.on_hosts
             ? text::localized("each request {} and travels twice{}", way, cost)
             : text::localized("each request {} and crosses loopback twice{}", way, cost);
}

text::LocalizedText more_server_cpu(const ArmSummary& ahead, const ArmSummary& behind) {
  const records::Real ratio = cpu_ratio(ahead, behind);
  if (!ratio || *ratio < method::clearly_more_cpu || relays_alone(ahead, behind)) {
    return {};
  }
  return text::localized("{:.1f} times the server CPU a request", *ratio);
}

text::LocalizedText more_switches(const ArmSummary& ahead, const ArmSummary& behind) {
  const records::Real& few = ahead.switches_per_request;
  const records::Real& many = behind.switches_per_request;
  if (!few || !many || *many < method::clearly_more_switches * *few ||
      *many - *few < method::least_more_switches) {
    return {};
  }
  return text::localized("{:.1f} context switches a request against {:.1f}", *many, *few);
}

text::LocalizedText listen_overflows(const ArmSummary& ahead, const ArmSummary& behind) {
  if (!has_more_events(ahead.listen_overflows, behind.listen_overflows)) {
    return {};
  }
  return text::localized("its accept queue overflowed {:.0f} times a run",
                         *behind.listen_overflows);
}

// A run by duration takes a second anyway: there the one behind must have taken longer.
text::LocalizedText syn_retransmits(const ArmSummary& ahead, const ArmSummary& behind) {
  const bool waited = ahead.time_taken_s && behind.time_taken_s &&
                      *behind.time_taken_s >= method::first_syn_timeout_s &&
                      *behind.time_taken_s - *ahead.time_taken_s >= method::first_syn_timeout_s / 2;
  if (!waited || !has_more_events(ahead.syn_retransmits, behind.syn_retransmits)) {
    return {};
  }
  return text::localized("SYNs were sent again ({:.0f} a run), each after a second",
                         *behind.syn_retransmits);
}

text::LocalizedText full_cores(const ArmSummary& ahead, const ArmSummary& behind) {
  const records::Real& idle = ahead.server_core_share;
  const records::Real& full = behind.server_core_share;
  if (!idle || !full || *full < method::full_core || *idle >= method::full_core) {
    return {};
  }
  return text::localized("its servers' cores were full ({:.0f} %)", *full * 100);
}

text::LocalizedText uneven_backends(const ArmSummary& ahead, const ArmSummary& behind) {
  const records::Real& shares = behind.backend_jain_index;
  const bool ahead_is_even = ahead.backend_jain_index.value_or(1) >= method::even_shares;
  if (!shares || *shares >= method::even_shares || !ahead_is_even) {
    return {};
  }
  return text::localized("its backends had uneven shares (Jain's index {:.2f})", *shares);
}

constexpr std::array<ReasonRule, 7> rules{{{"SYN retransmits", false, syn_retransmits},
                                           {"relayed", true, relayed},
                                           {"server CPU", true, more_server_cpu},
                                           {"context switches", true, more_switches},
                                           {"listen overflows", false, listen_overflows},
                                           {"full cores", false, full_cores},
                                           {"uneven backends", false, uneven_backends}}};

}  // namespace

std::span<const ReasonRule> reason_rules() { return rules; }

std::vector<text::LocalizedText> reasons(Metric metric, const ArmSummary& ahead,
                                         const ArmSummary& behind) {
  ArmSummary cheaper = ahead;
  if (metric == Metric::server_cpu) {
    cheaper.server_cpu_us_per_request.reset();  // what is to be explained explains nothing
  }
  std::vector<text::LocalizedText> phrases;
  for (const ReasonRule& rule : rules) {
    text::LocalizedText phrase = rule.phrase(cheaper, behind);
    if (!phrase.empty() && (!is_cpu(metric) || rule.explains_cpu)) {
      phrases.push_back(std::move(phrase));
    }
  }
  return phrases;
}

}  // namespace tiga::suite::analysis
