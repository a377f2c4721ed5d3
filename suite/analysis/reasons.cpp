#include "suite/analysis/reasons.hpp"

#include <array>

#include "suite/plan/method.hpp"
#include "suite/text/told.hpp"

namespace tiga::suite::analysis {
namespace {

namespace method = plan::method;

// How many times as much `behind` has; nothing where that is not known.
records::Real times(const records::Real& ahead, const records::Real& behind) {
  return ahead && behind && *ahead > 0 ? records::Real(*behind / *ahead) : std::nullopt;
}

records::Real cpu_ratio(const ArmFacts& ahead, const ArmFacts& behind) {
  return times(ahead.server_cpu_us_per_request, behind.server_cpu_us_per_request);
}

bool relays_alone(const ArmFacts& ahead, const ArmFacts& behind) {
  return behind.relays && !ahead.relays;
}

bool has_more_events(const records::Real& ahead, const records::Real& behind) {
  return ahead && behind && *behind >= 1 && *behind >= method::clearly_more_events * *ahead;
}

text::Words relayed(const ArmFacts& ahead, const ArmFacts& behind) {
  const records::Real ratio = cpu_ratio(ahead, behind);
  if (!relays_alone(ahead, behind) || (ratio && *ratio < method::clearly_more_cpu)) {
    return {};
  }
  const text::Words way = behind.parses_twice
                              ? text::Words{"is parsed twice", "diurai dua kali"}
                              : text::Words{"passes two servers", "melewati dua server"};
  const text::Words cost =
      ratio ? text::in_both(" ({:.1f} times the server CPU)", " ({:.1f} kali CPU server)", *ratio)
            : text::Words{};
  return {fmt::format("each request {} and crosses loopback twice{}", way.english, cost.english),
          fmt::format("setiap permintaan {} dan melintasi loopback dua kali{}", way.indonesian,
                      cost.indonesian)};
}

text::Words more_server_cpu(const ArmFacts& ahead, const ArmFacts& behind) {
  const records::Real ratio = cpu_ratio(ahead, behind);
  if (!ratio || *ratio < method::clearly_more_cpu || relays_alone(ahead, behind)) {
    return {};
  }
  return text::in_both("{:.1f} times the server CPU a request",
                       "{:.1f} kali CPU server per permintaan", *ratio);
}

text::Words more_switches(const ArmFacts& ahead, const ArmFacts& behind) {
  const records::Real& few = ahead.switches_per_request;
  const records::Real& many = behind.switches_per_request;
  if (!few || !many || *many < method::clearly_more_switches * *few ||
      *many - *few < method::least_more_switches) {
    return {};
  }
  return text::in_both("{:.1f} context switches a request against {:.1f}",
                       "{:.1f} context switch per permintaan dibandingkan {:.1f}", *many, *few);
}

text::Words listen_overflows(const ArmFacts& ahead, const ArmFacts& behind) {
  if (!has_more_events(ahead.listen_overflows, behind.listen_overflows)) {
    return {};
  }
  return text::in_both("its accept queue overflowed {:.0f} times a run",
                       "antrean accept-nya meluap {:.0f} kali per pengukuran",
                       *behind.listen_overflows);
}

// A run by duration takes a second anyway: there the one behind must have taken longer.
text::Words syn_retransmits(const ArmFacts& ahead, const ArmFacts& behind) {
  const bool waited = ahead.time_taken_s && behind.time_taken_s &&
                      *behind.time_taken_s >= method::first_syn_timeout_s &&
                      *behind.time_taken_s - *ahead.time_taken_s >= method::first_syn_timeout_s / 2;
  if (!waited || !has_more_events(ahead.syn_retransmits, behind.syn_retransmits)) {
    return {};
  }
  return text::in_both(
      "SYNs were sent again ({:.0f} a run), each after a second",
      "SYN dikirim ulang ({:.0f} per pengukuran), masing-masing setelah satu detik",
      *behind.syn_retransmits);
}

text::Words full_cores(const ArmFacts& ahead, const ArmFacts& behind) {
  const records::Real& idle = ahead.server_core_share;
  const records::Real& full = behind.server_core_share;
  if (!idle || !full || *full < method::full_core || *idle >= method::full_core) {
    return {};
  }
  return text::in_both("its servers' cores were full ({:.0f} %)",
                       "inti prosesor untuk server-nya penuh ({:.0f} %)", *full * 100);
}

text::Words uneven_backends(const ArmFacts& ahead, const ArmFacts& behind) {
  const records::Real& shares = behind.backend_jain_index;
  const bool ahead_is_even = ahead.backend_jain_index.value_or(1) >= method::even_shares;
  if (!shares || *shares >= method::even_shares || !ahead_is_even) {
    return {};
  }
  return text::in_both("its backends had uneven shares (Jain's index {:.2f})",
                       "pembagian ke backend-nya tidak merata (indeks Jain {:.2f})", *shares);
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

std::vector<text::Words> reasons(Metric metric, const ArmFacts& ahead, const ArmFacts& behind) {
  ArmFacts cheaper = ahead;
  if (metric == Metric::server_cpu) {
    cheaper.server_cpu_us_per_request.reset();  // what is to be explained explains nothing
  }
  std::vector<text::Words> phrases;
  for (const ReasonRule& rule : rules) {
    text::Words phrase = rule.phrase(cheaper, behind);
    if (!phrase.empty() && (metric != Metric::server_cpu || rule.explains_server_cpu)) {
      phrases.push_back(std::move(phrase));
    }
  }
  return phrases;
}

}  // namespace tiga::suite::analysis
