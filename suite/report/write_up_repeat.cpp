// How to cite the run, and how to repeat it.
#include <fmt/format.h>

#include "common/text.hpp"
#include "document/latex.hpp"
#include "suite/report/words.hpp"
#include "suite/report/write_up.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

using document::Code;
using document::Paragraph;

// The name of the run's folder at its creation; a copy may have another name.
std::string run_name(const records::Manifest& manifest) {
  return fmt::format("{}-{}", manifest.started, manifest.plan.name);
}

std::string citation(const records::Manifest& manifest, text::Language language) {
  return tr(language, "tiga {} ({}). Run of the plan \"{}\", measured {} on {}; seed {}.",
            manifest.build.version, manifest.build.git_describe, manifest.plan.name,
            utc_text(manifest.started), machine_text(manifest.machine, language), manifest.seed);
}

std::string bibtex(const records::Manifest& manifest, text::Language language) {
  return fmt::format(
      "@misc{{tiga-{},\n"
      "  author = {{{{tiga}}}},\n"
      "  title = {{{}}},\n"
      "  note = {{{}}},\n"
      "  year = {{{}}}\n"
      "}}\n",
      manifest.started,
      document::latex_text(
          tr(language, "tiga {}: run of the plan {}", manifest.build.version, manifest.plan.name)),
      document::latex_text(tr(language, "{}; measured {} on {}; seed {}",
                              manifest.build.git_describe, utc_text(manifest.started),
                              machine_text(manifest.machine, language), manifest.seed)),
      manifest.started.substr(0, 4));
}

// The commit that git describe names; "" if unknown.
std::string commit(const records::BuildFacts& build) {
  constexpr std::string_view dirty = "-dirty";
  std::string name = build.git_describe;
  if (name.ends_with(dirty)) {
    name.erase(name.size() - dirty.size());
  }
  return name == "unknown" ? "" : name;
}

std::string commands(const records::Manifest& manifest) {
  std::string text;
  const std::optional<std::uint32_t> budget = manifest.plan.budget_s;
  if (const std::string name = commit(manifest.build); !name.empty()) {
    text += fmt::format("git checkout {}\n", common::shell_word(name));
  }
  return text + fmt::format(
                    "scripts/install-packages build\n"
                    "scripts/build release programs\n"
                    "build/release/bin/tiga run {} --seed {} --pinning {}{}\n",
                    common::shell_word(manifest.plan.name), manifest.seed,
                    to_string(manifest.plan.pinning),
                    budget ? fmt::format(" --budget {}", *budget) : "");
}

}  // namespace

std::optional<document::Section> citation_section(const ReportInput& input) {
  const text::Language language = input.language;
  const records::Manifest& manifest = input.run.manifest;
  return document::Section{
      "cite",
      tr(language, "How to cite"),
      {Paragraph{citation(manifest, language)}, Code{bibtex(manifest, language)}}};
}

std::optional<document::Section> repeat_section(const ReportInput& input) {
  const text::Language language = input.language;
  const records::Manifest& manifest = input.run.manifest;
  std::string how(tr(language,
                     "The seed sets the order of the cells and the draws of the bootstrap; the "
                     "figures will differ "
                     "by what the intervals say, and by what another machine is."));
  if (manifest.build.source_modified()) {
    how += tr(language,
              " The sources that measured are no commit: what they changed is not recorded.");
  }
  if (manifest.status != records::RunStatus::complete) {
    how += tr(language, " To go on where it ended: tiga run --resume {}.",
              common::shell_word(run_name(manifest)));
  }
  return document::Section{
      "repeat",
      tr(language, "How to repeat it"),
      {Code{commands(manifest)}, Paragraph{std::move(how)},
       Paragraph{tr(language, "These pages again, from the run's own files:")},
       Code{fmt::format("build/release/bin/tiga report {} --lang {}\n",
                        common::shell_word(run_name(manifest)), language.tag())},
       Paragraph{tr(language,
                    "The plan, {}.toml; where plans/ has none of that name, save it there:",
                    manifest.plan.name)},
       Code{manifest.plan_text}}};
}

}  // namespace tiga::suite::report
