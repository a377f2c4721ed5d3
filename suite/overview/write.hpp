// Writes the page of all runs, results/index.html.
#pragma once

#include <string>

#include "suite/overview/page.hpp"
#include "suite/records/paths.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::overview {

/// Writes RESULTS/index.html anew, and returns a line for people that names it. An index.html that
/// tiga did not write stays, and the line says so. Without the page's template, or without a folder
/// for runs, there is none, and no line. Where several processes write at once, the last one has
/// read what the others did. Throws CannotRun if it cannot be written; then the old one stays
/// whole.
std::string write_overview(const records::Paths& paths, text::Language language);

/// How commands are typed that read those results.
Commands commands_for(const records::Paths& paths);

}  // namespace tiga::suite::overview
