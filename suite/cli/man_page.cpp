// Man pages in the macros of man(7).
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string_view>

#include "common/build_info.hpp"
#include "suite/cli/manual.hpp"

namespace tiga::suite::cli {
namespace {

constexpr std::string_view overview = "tiga";

constexpr std::string_view files_section = R"(.SH FILES
.TP
.I share/tiga/
plans, scripts of charts, the tables of the report of 2020 and all pages, beside the
.I bin
that tiga was installed into;
.I docs/README.md
there leads through the pages
.TP
.I tiga\-results/
runs, in the current folder;
.I latest
is the newest one
)";

constexpr std::string_view status_section = R"(.SH EXIT STATUS
.TP
.B 0
success
.TP
.B 1
it ran, but something failed
.TP
.B 2
wrong arguments
.TP
.B 3
it could not run, or its output could not be written
)";

// The text as it is: no sign of troff in it, and hyphens that can be copied as such.
std::string troff(std::string_view text) {
  std::string escaped = text.starts_with('.') || text.starts_with('\'') ? "\\&" : "";
  for (const char letter : text) {
    if (letter == '\\') {
      escaped += "\\e";
    } else {
      escaped += letter == '-' ? "\\-" : std::string(1, letter);
    }
  }
  return escaped;
}

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char letter) {
    return static_cast<char>(std::toupper(letter));
  });
  return text;
}

std::string bold(std::string_view text) { return fmt::format("\\fB{}\\fR", troff(text)); }

// The names of an option, or the whole of an example, in bold; then what follows the names.
std::string term_of(const HelpEntry& entry, bool whole) {
  const std::size_t end =
      whole ? entry.term.size() : std::min(entry.term.find(' '), entry.term.size());
  return bold(entry.term.substr(0, end)) + troff(entry.term.substr(end));
}

std::string section_text(const HelpSection& section) {
  std::string text = fmt::format(".SH {}\n", troff(upper(section.title)));
  for (const HelpEntry& entry : section.entries) {
    text += fmt::format(".TP\n{}\n{}\n", term_of(entry, section.title == "Examples"),
                        troff(entry.text));
  }
  return text;
}

// "tiga(1), tiga-run(1)": the overview names all, and each names those above and below it.
std::string see_also(const CommandPage& page, const std::vector<CommandPage>& others) {
  std::string list;
  for (const CommandPage& other : others) {
    const bool below = other.name.starts_with(page.name + " ");
    const bool above = page.name.starts_with(other.name + " ");
    if (other.is_ours && (above || below)) {
      list += fmt::format("{}.BR {} (1)", list.empty() ? "" : ",\n", troff(page_name(other)));
    }
  }
  return fmt::format(".SH SEE ALSO\n{}\n", list);
}

}  // namespace

std::string man_page(const CommandPage& page, const std::vector<CommandPage>& others) {
  const std::string name = page_name(page);
  std::string_view usage = page.help.usage;
  usage.remove_prefix(std::min(page.name.size(), usage.size()));
  std::string text = fmt::format(
      ".\\\" Made by tiga manual.\n"
      ".TH {} 1 \"\" \"tiga {}\" \"User Commands\"\n.SH NAME\n{} \\- {}\n"
      ".SH SYNOPSIS\n{}{}\n",
      troff(upper(name)), common::build_info().version, troff(name), troff(page.help.description),
      bold(page.name), troff(usage));
  for (const HelpSection& section : page.help.sections) {
    text += section_text(section);
  }
  text += status_section;
  if (name == overview) {
    text += files_section;
  }
  return text + see_also(page, others);
}

}  // namespace tiga::suite::cli
