#include "suite/report/host_notes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "common/sequences.hpp"
#include "suite/analysis/arm_summary.hpp"
#include "suite/plan/level_text.hpp"
#include "suite/plan/method.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) {
    words.push_back(word);
  }
  return words;
}

// Mbit/s of the links of these hosts together; nothing if one is not known.
records::Real links_of(const records::Manifest& manifest, const std::vector<std::string>& hosts) {
  double sum = 0;
  for (const std::string& name : hosts) {
    const auto* const host = common::find_where(
        manifest.hosts, [&](const records::HostFacts& each) { return each.name == name; });
    if (host == nullptr || !host->link_mbit) {
      return std::nullopt;
    }
    sum += static_cast<double>(*host->link_mbit);
  }
  return sum > 0 ? records::Real(sum) : std::nullopt;
}

// Mbit/s at most on the way from the server that clients talk to, to the generators.
records::Real link_of(const records::Manifest& manifest, const records::CellRow& cell) {
  const std::vector<std::string> servers = words_of(cell.server_hosts);
  const std::vector<std::string> generators = words_of(cell.generator_hosts);
  if (servers.empty() || common::contains(generators, servers.front())) {
    return std::nullopt;  // none, or not all of it
  }
  const records::Real out = links_of(manifest, {servers.front()});
  const records::Real in = links_of(manifest, generators);
  return out && in ? std::min(out, in) : (out ? out : in);
}

// The part of that which the replies took.
records::Real link_share(const records::Manifest& manifest, const records::CellRow& cell) {
  const records::Real link = link_of(manifest, cell);
  if (!link || !cell.bytes_received || cell.time_taken_s.value_or(0) <= 0) {
    return std::nullopt;
  }
  const double bits = static_cast<double>(*cell.bytes_received) * 8;
  return bits / *cell.time_taken_s / (*link * 1e6);
}

// Segments that were sent again but for those that open connections, which have a column of theirs.
records::Real data_sent_again(const records::CellRow& cell) {
  if (!cell.segments_retransmitted) {
    return std::nullopt;
  }
  const std::uint64_t syns = cell.syn_retransmits.value_or(0);
  return static_cast<double>(*cell.segments_retransmitted -
                             std::min(*cell.segments_retransmitted, syns));
}

// "c=500 (7 of 36)": valid cells of all arms at a level in which data was sent again, if many.
std::string level_sent_again(const records::RunData& run, const plan::Level& level,
                             text::Language language) {
  std::size_t known = 0;
  std::size_t hit = 0;
  for (const std::string& arm : run.manifest.plan.measured_arms()) {
    for (const double segments :
         analysis::known_values(analysis::cells_of(run.cells, arm, level), data_sent_again)) {
      ++known;
      hit += segments > 0 ? 1 : 0;
    }
  }
  if (static_cast<double>(hit) <= plan::method::much_retransmission * static_cast<double>(known)) {
    return "";
  }
  return tr(language, "{} ({} of {} cells)", level_text(level, plan::LevelStyle::brief, language),
            hit, known);
}

}  // namespace

Notes about_wire(const records::RunData& run, text::Language language) {
  std::vector<std::string> arms;
  for (const std::string& arm : run.manifest.plan.measured_arms()) {
    std::vector<std::string> levels;
    for (const plan::Level& level : run.manifest.plan.levels()) {
      const records::Real share = analysis::median_over(
          analysis::cells_of(run.cells, arm, level),
          [&](const records::CellRow& cell) { return link_share(run.manifest, cell); });
      if (share.value_or(0) >= plan::method::full_wire) {
        levels.push_back(level_text(level, plan::LevelStyle::brief, language));
      }
    }
    if (!levels.empty()) {
      arms.push_back(fmt::format("{} ({})", arm, fmt::join(levels, ", ")));
    }
  }
  if (arms.empty()) {
    return {};
  }
  return {tr(language,
             "The network was the limit of {}: the replies took {:.0f} % or more of the speed of "
             "the link between server and generator, and the frames around them take more. What "
             "was measured there is the link: the server might do more.",
             fmt::join(arms, ", "), plan::method::full_wire * 100)};
}

Notes about_retransmissions(const records::RunData& run, text::Language language) {
  std::vector<std::string> levels;
  for (const plan::Level& level : run.manifest.plan.levels()) {
    if (std::string text = level_sent_again(run, level, language); !text.empty()) {
      levels.push_back(std::move(text));
    }
  }
  if (levels.empty()) {
    return {};
  }
  return {
      tr(language,
         "TCP sent data again at {}: segments were lost on the way, or dropped at a full queue. "
         "A request that meets this takes longer, by 200 ms and more where only a timer "
         "notices: it shows in the p99 and in the longest latency.",
         fmt::join(levels, ", "))};
}

Notes about_network(const records::Manifest& manifest, text::Language language) {
  if (!manifest.hosts.empty()) {
    return {tr(language,
               "Requests and replies crossed the network between the hosts: its delay and its "
               "loss are part of every figure. An interval covers what varied between the blocks "
               "of this run, not other machines, networks, kernels or days.")};
  }
  return {
      tr(language,
         "All traffic stays on the loopback: no loss, no distance, no network card. An interval "
         "covers "
         "what varied between the blocks of this run, not other machines, kernels or days.")};
}

}  // namespace tiga::suite::report
