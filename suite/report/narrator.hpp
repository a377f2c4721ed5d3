// The one place that makes sentences from verdicts: for terminal, page, LaTeX and map.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "suite/report/level_summary.hpp"
#include "suite/report/report_input.hpp"

namespace tiga::suite::report {

/// An arm that is behind another one.
struct Behind {
  std::string arm;
  std::string times;  ///< how far: "at least 1.62 [1.55, 1.70]"
  std::string cause;  ///< why; "" where that is not known, or not said
};

/// "1.62 [1.55, 1.70] times the throughput of threaded, 2.00 [1.92, 2.08] times that of balanced;
/// threaded: 1.5 times the server CPU a request". By server CPU `times` is what the arm behind
/// takes, by latency what the one ahead does.
std::string margins_text(analysis::Metric by, const std::vector<Behind>& behind,
                         text::Language language);

/// "async is faster: 1.62 [1.55, 1.70] times …", without a full stop.
std::string lead_text(analysis::Metric by, const std::string& ahead,
                      const std::vector<Behind>& behind, text::Language language);

/// How much is said of a level.
enum class Detail {
  verdicts,  ///< who is ahead of whom by how much: "At concurrency 50, async is faster: …"
  all,       ///< reasons, A/A and what is in doubt too: "c=50: async is faster: …"
};

/// What is said of a level, in one line: who is ahead, what is equivalent or cannot be ranked, by
/// server CPU where the generator was the limit, what is invalid.
std::string level_line(const LevelSummary& summary, const plan::Plan& plan, Detail detail,
                       text::Language language);

/// A line for each level in which arms are compared. None where there is no verdict at all.
std::vector<std::string> level_lines(const records::RunData& run,
                                     std::span<const analysis::Verdict> verdicts, Detail detail,
                                     text::Language language);

/// "async is faster at every concurrency measured", or why nothing can be said.
std::string headline(const ReportInput& input);

/// What stands behind a ratio, and when a server is called faster.
std::string how_sure(const ReportInput& input);

}  // namespace tiga::suite::report
