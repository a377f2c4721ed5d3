// The page of all runs, results/index.html.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "document/document.hpp"
#include "suite/overview/entry.hpp"
#include "suite/records/paths.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::overview {

/// A row for each run and map, in the order of the entries, and which runs can be compared. Pure:
/// no clock, path or locale comes into it.
document::Document overview_page(std::span<const Entry> entries, text::Language language);

/// Writes RESULTS/index.html anew; returns its name for people. Without the page's template, or
/// without a folder for runs, there is none, and the result is "". Throws CannotRun if it cannot be
/// written; then the old one stays whole.
std::string write_overview(const records::Paths& paths, text::Language language);

/// The text as a part of an address within a page: RFC 3986 §2.1, all but unreserved characters.
std::string url_part(std::string_view text);

}  // namespace tiga::suite::overview
