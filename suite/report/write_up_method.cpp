// The reasons for the verdicts, the machine, and the method.
#include <fmt/format.h>

#include "common/sequences.hpp"
#include "loadgen/summary.hpp"
#include "stats/method.hpp"
#include "suite/report/narrator.hpp"
#include "suite/report/notes.hpp"
#include "suite/report/words.hpp"
#include "suite/report/write_up.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

using document::Paragraph;

using Facts = std::vector<std::pair<std::string, std::string>>;

// A table of names and values; without the facts that are not known.
document::Table facts_table(std::string id, std::string caption, std::string what,
                            std::string value, const Facts& facts) {
  document::Table table{.id = std::move(id),
                        .caption = std::move(caption),
                        .columns = {{std::move(what)}, {std::move(value)}},
                        .rows = {}};
  for (const auto& [name, fact] : facts) {
    if (!fact.empty()) {
      table.rows.push_back({{name}, {fact}});
    }
  }
  return table;
}

std::string memory_text(const records::Machine& machine) {
  return machine.memory_kib ? fmt::format("{:.1f} GiB", static_cast<double>(*machine.memory_kib) /
                                                            (1024.0 * 1024.0))
                            : "";
}

std::string libraries_text(const records::BuildFacts& build) {
  const auto names = common::transformed(build.libraries, [](const auto& library) {
    return fmt::format("{} {}", library.first, library.second);
  });
  return fmt::format("{}", fmt::join(names, ", "));
}

// "10.0.0.1, 1000 Mbit/s, Linux 6.1.0".
std::string host_facts_text(const records::HostFacts& host) {
  return fmt::format("{}{}, {}", host.address,
                     host.link_mbit ? fmt::format(", {} Mbit/s", *host.link_mbit) : "",
                     host.machine.kernel);
}

document::Table machine_table(const records::Manifest& manifest, text::Language language) {
  Facts facts{{tr(language, "Machine"), place_caption(manifest, language)},
              {tr(language, "Memory"), memory_text(manifest.machine)},
              {tr(language, "Load average before"),
               manifest.load_average ? fmt::format("{:.2f}", *manifest.load_average) : ""},
              {"Kernel", manifest.machine.kernel},
              {"tiga", manifest.build.git_describe},
              {tr(language, "Compiler"),
               fmt::format("{} {}", manifest.build.compiler, manifest.build.flags)},
              {tr(language, "Libraries"), libraries_text(manifest.build)},
              {tr(language, "Started"), utc_text(manifest.started)}};
  for (const records::HostFacts& host : manifest.hosts) {
    facts.emplace_back(tr(language, "Host {}", host.name), host_facts_text(host));
  }
  for (const std::string& stamp : manifest.resumed) {
    facts.emplace_back(tr(language, "Resumed"), utc_text(stamp));
  }
  facts.emplace_back(tr(language, "Finished"), utc_text(manifest.finished.value_or("")));
  return facts_table("machine", tr(language, "Where it was measured, and with what."),
                     tr(language, "What"), tr(language, "Value"), facts);
}

document::Table settings_table(const records::Manifest& manifest, text::Language language) {
  Facts facts;
  const auto& settings = manifest.machine.sysctls;
  for (const auto& [name, value] : settings) {
    facts.emplace_back(name, value.value_or(""));
  }
  for (const records::HostFacts& host : manifest.hosts) {
    for (const auto& setting : host.machine.sysctls) {
      if (!common::contains(settings, setting)) {  // where a host differs from the first
        facts.emplace_back(fmt::format("{}: {}", host.name, setting.first),
                           setting.second.value_or("–"));
      }
    }
  }
  document::Table table =
      facts_table("sysctl", tr(language, "Kernel settings that bear on the figures."), "sysctl",
                  tr(language, "Value"), facts);
  table.folded = true;
  return table;
}

std::string how_measured(const plan::Plan& plan, text::Language language) {
  return tr(
      language,
      "Each cell (one server at one load) has fresh processes, a warm-up that is not counted, and "
      "then the counted requests; every reply is checked to its last byte. In each block the "
      "loads "
      "come in random order and all servers back to back, in an order that is balanced over the "
      "blocks{}.",
      plan.aa ? tr(language,
                   "; a copy of {} runs beside it, to see whether two of the same are "
                   "told apart (A/A)",
                   *plan.aa)
              : "");
}

std::string how_judged(const plan::Plan& plan, text::Language language) {
  return tr(
      language,
      "Two servers are compared block by block, by the mean of the log ratios; intervals come "
      "from a studentised bootstrap over blocks, p from the sign-flip test with Holm's "
      "correction. A server counts as faster or slower where p < {0} and the {1:.0f} % "
      "interval excludes 1, equivalent where the {2:.0f} % interval lies within ±{3:.3g} %, "
      "else the pair is inconclusive. Where the generator used {4:.0f} % of its core a figure "
      "is a lower bound: a verdict then stands as \"at least\", or falls. docs/method.md has "
      "every rule and its source.",
      stats::significance, stats::confidence * 100, stats::equivalence_confidence * 100,
      plan.delta * 100, loadgen::saturated_core_share * 100);
}

}  // namespace

std::optional<document::Section> reasons_section(const ReportInput& input) {
  const text::Language language = input.language;
  document::Bullets levels{level_lines(input.run, input.verdicts, Detail::all, language)};
  if (input.run.manifest.plan.arms.size() < 2 || levels.items.empty()) {
    return std::nullopt;
  }
  return document::Section{
      "why",
      tr(language, "Why, level by level"),
      {Paragraph{tr(
           language,
           "What the cells counted of the server that is behind: a reason goes with a difference, "
           "it "
           "does not prove it. A/A is a server beside its own copy and must be about 1.")},
       std::move(levels)}};
}

std::optional<document::Section> machine_section(const ReportInput& input) {
  const text::Language language = input.language;
  const records::Manifest& manifest = input.run.manifest;
  return document::Section{"machine",
                           tr(language, "The machine"),
                           {machine_table(manifest, language), settings_table(manifest, language)}};
}

std::optional<document::Section> method_section(const ReportInput& input) {
  const text::Language language = input.language;
  const plan::Plan& plan = input.run.manifest.plan;
  const std::string load = tr(language, "{}. {} were measured.", load_caption(input.run, language),
                              blocks_run(input.run, language));
  return document::Section{"method",
                           tr(language, "The method"),
                           {Paragraph{fmt::format("{} {} {}", load, how_measured(plan, language),
                                                  how_judged(plan, language))}}};
}

}  // namespace tiga::suite::report
