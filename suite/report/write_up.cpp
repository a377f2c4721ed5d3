#include "suite/report/write_up.hpp"

#include <fmt/format.h>

#include <array>

#include "suite/autopsy/defects.hpp"
#include "suite/autopsy/section.hpp"
#include "suite/report/verdict_sentences.hpp"
#include "suite/report/write_up_parts.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

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

std::string title(const plan::Plan& plan, text::Language language) {
  if (autopsy::shows_defects(plan)) {
    return tr(language, "Why the published numbers came out as they did");
  }
  if (plan.arms.size() < 2) {
    return tr(language, "What {} does", plan.arms.at(0));
  }
  return tr(language, "Which server does better: {}?", one_of(plan.arms, language));
}

}  // namespace

document::Document write_up(const ReportInput& input) {
  const records::Manifest& manifest = input.run.manifest;
  const text::Language language = input.language;
  document::Document page;
  page.language = std::string(language.tag());
  page.title = title(manifest.plan, language);
  page.subtitle = tr(language, "{}. {}. Measured {} by tiga {}.", load_caption(input.run, language),
                     place_caption(manifest, language), utc_text(manifest.started),
                     manifest.build.git_describe);
  page.opening = opening(input);
  page.sections =
      autopsy::autopsy_sections(input.run, input.published, language, input.why_no_chart);
  page.sections.reserve(page.sections.size() + parts.size());
  for (const Part part : parts) {
    if (std::optional<document::Section> section = part(input)) {
      page.sections.push_back(*std::move(section));
    }
  }
  return page;
}

}  // namespace tiga::suite::report
