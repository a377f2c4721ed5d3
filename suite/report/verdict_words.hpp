// Verdicts in words: figures, causes, and the other way round.
#pragma once

#include <string>
#include <string_view>

#include "suite/analysis/verdicts.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::report {

/// "c=50", "c=50 at 80 % load".
std::string level_name(const plan::Level& level, text::Language language);

/// A ratio for people: three significant digits where it is over 1, two below.
std::string ratio_text(double ratio);

/// "1.62 [1.55, 1.70]": a ratio with its 95 % interval.
std::string estimate(const stats::Comparison& found);

/// The first cause, and others where there is room: "2.1 times the server CPU a request, its
/// servers' cores were full (97 %)".
std::string first_causes(const analysis::Verdict& verdict, text::Language language);

/// These at the end of a sentence about the arm that is behind: ": CAUSES"; "" without any.
std::string after_colon(const analysis::Verdict& verdict, text::Language language);
/// At the end of one about the other arm: "; ARM: CAUSES".
std::string after_semicolon(const analysis::Verdict& verdict, text::Language language);

/// "at least ", "at most " or "".
std::string bound_words(const analysis::Verdict& verdict, text::Language language);

/// "cheaper", "dearer", "equivalent", …: a verdict by server CPU.
std::string cpu_word(const analysis::Verdict& verdict, text::Language language);

/// "faster", "cheaper", "shorter", …: a verdict in a word that suits its metric.
std::string finding_word(const analysis::Verdict& verdict, text::Language language);

/// "throughput", "server CPU a request", "p99 latency".
std::string metric_name(analysis::Metric metric, text::Language language);

}  // namespace tiga::suite::report
