// Figures and terms in words.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "document/document.hpp"
#include "suite/analysis/verdicts.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::report {

/// A ratio with three significant digits from 1 on, with two below.
std::string ratio_text(double ratio);

/// "1.62 [1.55, 1.70]": a ratio with its interval.
std::string estimate(double ratio, const stats::Interval& interval);
/// The same of a comparison, with its 95 % interval.
std::string estimate(const stats::Comparison& found);

/// "0.022", "< 0.001".
std::string p_value_text(double p);

/// "at least ", "at most " or "".
std::string bound_words(analysis::Bound bound, text::Language language);

/// The first cause, and further causes that fit into `room` bytes: "2.1 times the server CPU a
/// request, its servers' cores were full (97 %)".
std::string first_causes(const analysis::Verdict& verdict, std::string_view between,
                         std::size_t room, text::Language language);

/// "faster", "cheaper", "shorter", …: the kind of verdict in a word that suits the metric.
std::string finding_word(const analysis::Verdict& verdict, text::Language language);

/// "throughput", "server CPU a request", "total CPU a request", "p99 latency".
std::string metric_name(analysis::Metric metric, text::Language language);

/// "a", "a and b", "a, b and c".
std::string joined(std::span<const std::string> names, text::Language language);

/// The text with a capital letter at its start, if that is one of a to z.
std::string capitalised(std::string text);

/// "2026-11-23 12:46 UTC" of "20261123T124633Z"; any other text as it is.
std::string utc_text(std::string_view stamp);

/// The labels of a page in that language.
document::Labels page_labels(text::Language language);

/// A number with so many decimals, by which its column is sorted; empty if it is not known.
document::TableField number_field(const records::Real& value, int decimals);

}  // namespace tiga::suite::report
