// Makes the sentences about verdicts, for the terminal, the page, LaTeX and the map.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "suite/report/level_summary.hpp"
#include "suite/report/report_input.hpp"

namespace tiga::suite::report {

/// An arm that does worse than another one.
struct Behind {
  std::string arm;
  std::string times;  ///< the ratio: "at least 1.62 [1.55, 1.70]"
  std::string cause;  ///< the reason; "" omits it
};

/// "1.62 [1.55, 1.70] times the throughput of threaded, 2.00 [1.92, 2.08] times that of balanced;
/// threaded: 1.5 times the server CPU a request". By CPU `times` is the ratio of the arm
/// behind to the one ahead, else the ratio of the one ahead to the arm behind.
std::string margins_text(analysis::Metric by, const std::vector<Behind>& behind,
                         text::Language language);

/// "async is faster: 1.62 [1.55, 1.70] times …", without a full stop.
std::string lead_text(analysis::Metric by, const std::string& ahead,
                      const std::vector<Behind>& behind, text::Language language);

/// "uring needs less server CPU than async but more CPU in all, the generator's included: 1.05
/// [1.02, 1.09] times.": one sentence about what reversed_by_total_cpu() gives; "" if that is
/// nothing.
std::string cpu_order_text(const std::vector<analysis::Verdict>& by_total_cpu,
                           text::Language language);

/// "Places by throughput: 1 async; 2–3 threaded and pool (equivalent); 4 process.": order without a
/// verdict is no rank. "" if there are none.
std::string places_text(const std::vector<analysis::SharedPlace>& places, analysis::Metric by,
                        text::Language language);

/// places_text() of a level by its metric and, if the generator prevents a ranking, by server CPU;
/// "" if it has none.
std::string standing_text(const LevelSummary& summary, text::Language language);

/// Which arms share the first place, or between which it is open; "" if one arm has it alone, or
/// all arms can have it.
std::string first_place_text(const LevelSummary& summary, text::Language language);

/// "The tables' rows divided give async/threaded 1.58.", which is not the ratio of the verdict; ""
/// if there are none.
std::string quotients_text(const std::vector<LevelSummary::RowQuotient>& quotients,
                           text::Language language);

/// Why two rows of the result tables, divided, do not give the ratio of a verdict.
std::string why_quotients_differ(text::Language language);

/// How much a line about a level contains.
enum class Detail {
  ranking,   ///< the verdicts alone: "At concurrency 50, async is faster: …"
  verdicts,  ///< also the places
  all,       ///< also reasons, quotients of rows, A/A and doubts: "c=50: async is faster: …"
};

/// The sentences about a level, in this order: who has the first place (`Detail::ranking`), ranked
/// pairs, equivalent and undecided pairs, pairs that are ranked by server CPU because the generator
/// was the limit, invalid pairs, pairs that server CPU and total CPU rank differently, places.
std::string level_line(const LevelSummary& summary, const plan::Plan& plan, Detail detail,
                       text::Language language);

/// A line for each level in which arms are compared. Empty if the run has no verdict at all.
std::vector<std::string> level_lines(const records::RunData& run,
                                     std::span<const analysis::Verdict> verdicts, Detail detail,
                                     text::Language language);

/// "async is faster at every concurrency measured", or why there is no verdict.
std::string headline(const ReportInput& input);

/// Explains the interval behind a ratio, and when a server is called faster.
std::string how_sure(const ReportInput& input);

}  // namespace tiga::suite::report
