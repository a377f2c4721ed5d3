#include "suite/report/write_up.hpp"

#include <fmt/format.h>

#include <array>

#include "common/files.hpp"
#include "common/text.hpp"
#include "document/html.hpp"
#include "document/markdown.hpp"
#include "suite/records/paths.hpp"
#include "suite/report/lead.hpp"
#include "suite/report/words.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

namespace fs = std::filesystem;

using Part = std::optional<document::Section> (*)(const ReportInput&);

constexpr std::array<Part, 10> parts{
    results_section, verdicts_section, charts_section,  reasons_section,  machine_section,
    method_section,  warnings_section, invalid_section, citation_section, repeat_section,
};

// "threaded, async or balanced".
std::string one_of(const std::vector<std::string>& arms, text::Language language) {
  if (arms.size() < 3) {
    return fmt::format("{}", fmt::join(arms, tr(language, " or ")));
  }
  const std::span<const std::string> first(arms.data(), arms.size() - 1);
  return fmt::format("{}{}{}", fmt::join(first, ", "),
                     tr_in(language, "last of three or more", " or "), arms.back());
}

std::string title(const ReportInput& input) {
  if (input.feature) {
    return input.feature->title;
  }
  const plan::Plan& plan = input.run.manifest.plan;
  const text::Language language = input.language;
  if (plan.arms.size() < 2) {
    return tr(language, "What {} does", plan.arms.at(0));
  }
  return tr(language, "Which server does better: {}?", one_of(plan.arms, language));
}

}  // namespace

std::optional<document::Section> charts_section(const ReportInput& input) {
  document::Section section{"charts", tr(input.language, "Charts"), {}};
  const document::Figure* above = lead_figure(input);
  for (const document::Figure& chart : input.charts) {
    if (&chart != above) {
      section.blocks.emplace_back(chart);
    }
  }
  return section;
}

document::Document write_up(const ReportInput& input) {
  const records::Manifest& manifest = input.run.manifest;
  const text::Language language = input.language;
  document::Document page;
  page.language = std::string(language.tag());
  page.labels = page_labels(language);
  page.title = title(input);
  page.subtitle = tr(language, "{}. {}. Measured {} by tiga {}.", load_caption(input.run, language),
                     place_caption(manifest, language), utc_text(manifest.started),
                     manifest.build.git_describe);
  page.opening = opening(input);
  if (input.feature) {
    page.sections = input.feature->sections;
  }
  for (const Part part : parts) {
    if (std::optional<document::Section> section = part(input)) {
      page.sections.push_back(*std::move(section));
    }
  }
  return page;
}

std::string write_pages(const fs::path& folder, const document::Document& page,
                        const fs::path& page_template) {
  common::write_file(folder / "report.md", document::to_markdown(page));
  const fs::path html = folder / "report.html";
  if (!fs::exists(page_template)) {
    fs::remove(html);  // of an earlier call
    return fmt::format("no report.html: there is no {}; name the folder above plots/ with --home",
                       records::for_people(page_template));
  }
  const auto svg_of = [&](const std::string& id) -> std::optional<std::string> {
    const fs::path chart = folder / "charts" / (id + ".svg");
    return fs::exists(chart) ? std::optional(common::read_file(chart)) : std::nullopt;
  };
  common::write_file(html, document::to_html(page, common::read_file(page_template), svg_of));
  return fmt::format("{0}/report.html, {0}/report.md",
                     common::shell_word(records::for_people(folder)));
}

}  // namespace tiga::suite::report
