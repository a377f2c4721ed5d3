// A run that was never made, and what is written of it.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "common/files.hpp"
#include "suite/analysis/tables.hpp"
#include "suite/charts/registry.hpp"
#include "suite/report/write_up.hpp"
#include "tests/suite/made_up_verdicts.hpp"

namespace tiga::tests {

/// Those cells under a plan that compares those arms.
inline suite::records::RunData made_up_run(std::vector<std::string> arms,
                                           std::vector<suite::records::CellRow> cells) {
  suite::records::RunData run;
  run.manifest.plan = made_up_plan(std::move(arms));
  run.manifest.plan.name = "made-up";
  run.manifest.plan.published = "report-2020";
  run.manifest.plan_text = "arms = []\n";
  run.manifest.seed = 7;
  run.manifest.status = suite::records::RunStatus::complete;
  run.manifest.started = "20261123T124633Z";
  run.manifest.machine.cpu = "AMD EPYC";
  run.manifest.machine.cores = 8;
  run.manifest.build.version = "0.1.0";
  run.manifest.build.git_describe = "50b7a91";
  run.cells = std::move(cells);
  return run;
}

/// threaded and async, twelve blocks, async ahead.
inline suite::records::RunData two_arms_run(std::uint64_t blocks = 12) {
  return made_up_run({"threaded", "async"}, two_arms(blocks));
}

/// All that a run's page is made from. It must not outlive the run.
class MadeUpReport {
 public:
  explicit MadeUpReport(const suite::records::RunData& run,
                        suite::text::Language language = suite::text::Language::english,
                        const std::string& why_no_chart = "")
      : tables_(suite::analysis::make_tables(run.manifest.plan, run.cells)),
        verdicts_(suite::analysis::make_verdicts(run.manifest.plan, run.cells, seed)),
        published_(std::filesystem::path(TIGA_SOURCE_DIR) / "results" / "report-2020",
                   run.manifest.plan.arms),
        findings_{run, tables_, verdicts_, published_, language} {
    findings_.charts =
        suite::charts::figures_of(findings_, [&](const std::string&) { return why_no_chart; });
  }
  MadeUpReport(const MadeUpReport&) = delete;
  MadeUpReport& operator=(const MadeUpReport&) = delete;

  operator const suite::report::ReportInput&() const {
    return findings_;
  }  // NOLINT: stands for them

 private:
  std::vector<suite::analysis::ResultTable> tables_;
  std::vector<suite::analysis::Verdict> verdicts_;
  suite::records::Published published_;
  suite::report::ReportInput findings_;
};

/// All texts of a block, one a line.
inline std::string text_of(const document::Block& block) {
  std::string text;
  const auto say = [&](const std::string& line) { text += line + "\n"; };
  if (const auto* paragraph = std::get_if<document::Paragraph>(&block)) {
    say(paragraph->title.empty() ? paragraph->text : paragraph->title + ". " + paragraph->text);
  } else if (const auto* bullets = std::get_if<document::Bullets>(&block)) {
    for (const std::string& item : bullets->items) {
      say(item);
    }
  } else if (const auto* callout = std::get_if<document::Callout>(&block)) {
    say(callout->title);
    for (const std::string& line : callout->lines) {
      say(line);
    }
  } else if (const auto* code = std::get_if<document::Code>(&block)) {
    say(code->text);
  } else if (const auto* table = std::get_if<document::Table>(&block)) {
    say(table->caption);
    for (const auto& row : table->rows) {
      std::string line;
      for (const document::TableField& field : row) {
        line += field.text + " | ";
      }
      say(line);
    }
  } else if (const auto* figure = std::get_if<document::Figure>(&block)) {
    say(figure->caption + "\n" + figure->description + "\n" + figure->absent);
  } else if (const auto* lead = std::get_if<document::Lead>(&block)) {
    text += text_of(lead->result);
    text += lead->figure ? text_of(*lead->figure) : "";
    for (const document::Paragraph& note : lead->notes) {
      text += text_of(note);
    }
  }
  return text;
}

inline std::string text_of(const std::vector<document::Block>& blocks) {
  std::string text;
  for (const document::Block& block : blocks) {
    text += text_of(block);
  }
  return text;
}

/// A section of the page; "" where it has none of that id.
inline std::string section_of(const document::Document& page, const std::string& id) {
  for (const document::Section& section : page.sections) {
    if (section.id == id) {
      return section.title + "\n" + text_of(section.blocks);
    }
  }
  return "";
}

inline std::string text_of(const document::Document& page) {
  std::string text = page.title + "\n" + page.subtitle + "\n" + text_of(page.opening);
  for (const document::Section& section : page.sections) {
    text += section.title + "\n" + text_of(section.blocks);
  }
  return text;
}

}  // namespace tiga::tests
