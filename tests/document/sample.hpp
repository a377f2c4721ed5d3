// A small document with every kind of block, and a chart that gnuplot drew.
#pragma once

#include <optional>
#include <string>

#include "document/document.hpp"

namespace tiga::tests {

/// Text that is markup in every format it may come into.
inline constexpr const char* nasty_text =
    "</script><b>\"a\" & 'b'</b> | `c` *d* [e](f) <!-- ${g} {{title}} – é 漢字";

/// What a page in Indonesian says of itself.
document::Labels indonesian_labels();

/// Two charts ("throughput", "latency"), one figure without ("memory"), a table ("verdicts") that
/// can be sorted, one that is folded ("cells").
document::Document sample_document(const std::string& language = "en",
                                   const document::Labels& labels = {});

/// The chart of every figure but "memory".
std::optional<std::string> sample_chart(const std::string& id);

/// A small chart as gnuplot wrote it.
std::string gnuplot_chart();

/// plots/page.html.
std::string page_template();

}  // namespace tiga::tests
