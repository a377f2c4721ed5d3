#include "suite/map/page.hpp"

#include <fmt/format.h>

#include "common/sequences.hpp"
#include "common/text.hpp"
#include "suite/map/sentences.hpp"
#include "suite/report/machine_notes.hpp"
#include "suite/report/words.hpp"
#include "suite/text/paragraph.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::map {
namespace {

using document::Block;
using document::Bullets;
using document::Callout;
using document::Code;
using document::Paragraph;

document::Section workload_section(const MapData& map, const MeasuredWorkload& workload,
                                   text::Language language) {
  document::Section section{workload.workload.name, workload.workload.title.in(language), {}};
  if (report::Notes notes = report::disturbances(workload.run, workload.verdicts, language);
      !notes.empty()) {
    section.blocks.emplace_back(
        Callout{Callout::Kind::warning, tr(language, "This run was disturbed"), std::move(notes)});
  }
  section.blocks.emplace_back(Paragraph{workload_line(workload, language)});
  section.blocks.emplace_back(Bullets{level_lines(workload, map.rows, language)});
  std::vector<std::string> model = model_lines(workload, map.rows, language);
  if (model.empty()) {
    section.blocks.emplace_back(Paragraph{why_no_model(workload, language)});
  } else {
    section.blocks.emplace_back(
        Paragraph{tr(language, "What the model gives each architecture, and what was measured:")});
    section.blocks.emplace_back(Bullets{std::move(model)});
  }
  section.blocks.emplace_back(cells_table(map, workload, language));
  section.blocks.emplace_back(
      Paragraph{tr(language, "This workload's own page, with its charts and every verdict:")});
  section.blocks.emplace_back(Code{fmt::format(
      "build/release/bin/tiga report {} --lang {}\n",
      common::shell_word(map.run_name() + "/" + workload.workload.name), language.tag())});
  return section;
}

document::Section model_section(const MapData& map, text::Language language) {
  document::Section section{"model", tr(language, "The model"), {}};
  section.blocks.emplace_back(Paragraph{tr(
      language,
      "Capacity is the least of three bounds. Clients: c / (work + way), Little's law, where way "
      "is what a request without work takes alone. Handlers: m / (work + own), for m event loops, "
      "or a pool of m; a thread or process for each connection has no such bound. CPU: cores / "
      "(CPU of the work + own). Own is the arm's own server CPU a request, seen at the same "
      "concurrency on the page without work. Where two figures are predicted, the lower one has "
      "each request wait for a core until all others that are at work have had theirs, as those do "
      "that sleep and wake up together.")});
  if (!map.workloads.empty()) {
    section.blocks.emplace_back(
        Paragraph{cores_line(map.workloads.front().run.manifest, language)});
  }
  section.blocks.emplace_back(Bullets{common::transformed(map.arms(), [&](const std::string& arm) {
    const plan::Plan& plan = map.plan_of(arm);
    return fmt::format("{}: {}", records::named(plan, arm, language),
                       to_text(plan.arm(arm).concurrency_model, language));
  })});
  return section;
}

document::Section repeat_section_of(const MapData& map, text::Language language) {
  const MapChoice& choice = map.manifest.choice;
  std::string command = fmt::format(
      "build/release/bin/tiga map {} --seed {} --arms {}", common::shell_word(map.manifest.name),
      map.manifest.seed, common::shell_word(fmt::format("{}", fmt::join(choice.arms, ","))));
  const std::vector<std::pair<std::string_view, std::string>> options{
      {"workloads", fmt::format("{}", fmt::join(choice.workloads, ","))},
      {"levels", fmt::format("{}", fmt::join(choice.levels, ","))},
      {"blocks", choice.blocks ? fmt::format("{}", *choice.blocks) : ""},
      {"pinning", choice.pinning ? std::string(to_string(*choice.pinning)) : ""}};
  for (const auto& [name, value] : options) {
    command += value.empty() ? "" : fmt::format(" --{} {}", name, common::shell_word(value));
  }
  document::Section section{
      "repeat",
      tr(language, "How to repeat it"),
      {Code{command + "\n"}, Paragraph{tr(language, "This page again, from the map's own files:")},
       Code{fmt::format("build/release/bin/tiga report {} --lang {}\n",
                        common::shell_word(map.run_name()), language.tag())},
       Code{map.manifest.text.text}}};
  if (!map.manifest.text.workloads_text.empty()) {
    section.blocks.emplace_back(Code{map.manifest.text.workloads_text});
  }
  return section;
}

std::string subtitle_of(const MapData& map, text::Language language) {
  if (map.workloads.empty()) {
    return "";
  }
  const records::Manifest& first = map.workloads.front().run.manifest;
  return tr(language, "{}. Measured {} by tiga {}.", place_caption(first, language),
            report::utc_text(map.manifest.started), first.build.git_describe);
}

std::vector<std::string> workload_lines(const MapData& map, text::Language language) {
  return common::transformed(map.workloads, [&](const MeasuredWorkload& workload) {
    return workload_line(workload, language);
  });
}

}  // namespace

document::Document map_page(const MapData& map, const std::string& why_no_chart,
                            text::Language language) {
  document::Document page;
  page.language = std::string(language.tag());
  page.labels = report::page_labels(language);
  page.title = tr(language, "When does each architecture win?");
  page.subtitle = subtitle_of(map, language);
  if (report::Notes cut = about_cut_map(map, language); !cut.empty()) {
    page.opening.emplace_back(
        Callout{Callout::Kind::warning, tr(language, "Cut short"), std::move(cut)});
  }
  if (std::string disturbed = disturbed_summary(map, language); !disturbed.empty()) {
    page.opening.emplace_back(Callout{.kind = Callout::Kind::warning,
                                      .title = tr(language, "This run was disturbed"),
                                      .lines = {std::move(disturbed)}});
  }
  page.opening.emplace_back(Callout{.kind = Callout::Kind::result,
                                    .title = map_headline(map, language),
                                    .lines = workload_lines(map, language)});
  document::Section chart{"map", tr(language, "The map"), {}};
  chart.blocks.emplace_back(document::Figure{
      .id = "map",
      .caption = fmt::format("{}{} {}", map_legend(language), missing_arms(map, language),
                             subtitle_of(map, language)),
      .description = fmt::format("{}", fmt::join(workload_lines(map, language), " ")),
      .absent = why_no_chart});
  chart.blocks.emplace_back(winners_table(map, language));
  page.sections.push_back(std::move(chart));
  for (const MeasuredWorkload& workload : map.workloads) {
    page.sections.push_back(workload_section(map, workload, language));
  }
  page.sections.push_back(model_section(map, language));
  page.sections.push_back({"warnings",
                           tr(language, "What to know before believing it"),
                           {Bullets{about_map(map, language)}}});
  page.sections.push_back(repeat_section_of(map, language));
  return page;
}

std::string map_text(const MapData& map, text::Language language) {
  std::string text;
  for (const std::string& cut : about_cut_map(map, language)) {
    text += text::paragraph(cut, "", "");
  }
  text += map_headline(map, language) + "\n";
  for (const std::string& line : workload_lines(map, language)) {
    text += text::note(line);
  }
  if (const report::Notes notes = disturbances_of(map, language); !notes.empty()) {
    text += tr(language, "This run was disturbed") + "\n";
    for (const std::string& note : notes) {
      text += text::note(note);
    }
  }
  return text;
}

}  // namespace tiga::suite::map
