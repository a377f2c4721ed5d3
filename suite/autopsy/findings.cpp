#include <fmt/format.h>

#include <algorithm>

#include "common/sequences.hpp"
#include "suite/autopsy/counts.hpp"
#include "suite/autopsy/defects.hpp"
#include "suite/autopsy/law.hpp"
#include "suite/autopsy/page.hpp"
#include "suite/plan/method.hpp"
#include "suite/report/words.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::autopsy {
namespace {

using loadgen::Outcome;

struct Subject {
  const Defect& defect;
  const records::RunData& run;
  const records::Published& published;
  text::Language language;

  std::string title(std::string_view arm) const {
    return run.manifest.plan.arm(std::string(arm)).title.in(language);
  }
  Counted of(std::string_view arm) const { return counted(run, arm); }
  Counted in_report() const { return counted(published, std::string(defect.published)); }
};

// What one defect comes to: a clause for the headline, "" where the cells do not show it.
struct DefectFinding {
  std::string clause;
  std::string line;
};

std::string as_ab_counts(const Counted& counts, text::Language language) {
  return tr(language, "{} complete, {} failed, {} bytes", counts.complete.text(language),
            counts.failed.text(language), counts.bytes.text(language));
}

bool counted_alike(const Counted& one, const Counted& other) {
  return other.runs > 0 && one.complete == other.complete && one.failed == other.failed &&
         one.bytes == other.bytes;
}

std::string as_published(const Subject& subject, const Counted& counts) {
  return counted_alike(counts, subject.in_report())
             ? tr(subject.language, ", as the published table ({}) has it",
                  subject.defect.published)
             : "";
}

// "…: 1000 non-2xx a run, in truth 5000 wrong_status." of each twin that was measured.
std::string twins(const Subject& subject) {
  std::string text;
  for (const std::string_view arm : subject.defect.corrected) {
    if (const Counted counts = subject.of(arm); counts.runs > 0) {
      text += tr(subject.language, " Beside it, {}: {}, {} non-2xx a run; in truth {}.",
                 subject.title(arm), as_ab_counts(counts, subject.language),
                 counts.non_2xx.text(subject.language), counts.ends.text());
    }
  }
  return text;
}

DefectFinding silent_balancer(const Subject& subject, std::string_view arm, const Counted& counts) {
  const text::Language language = subject.language;
  const bool shows = counts.ends.all() > 0 &&
                     counts.ends.outcomes[Outcome::empty_reply] == counts.ends.all() &&
                     counts.failed.is_always(0) && counts.bytes.is_always(0);
  return {shows ? tr(language, "ab counts connections that are closed without a reply as complete")
                : "",
          tr(language, "{}: as ab counts, {} a run{}; in truth, over {} runs: {}.{}",
             subject.title(arm), as_ab_counts(counts, language), as_published(subject, counts),
             counts.runs, counts.ends.text(), twins(subject))};
}

std::optional<Law> law_of(const Subject& subject, std::string_view arm, std::uint64_t level) {
  const records::CellRow* cell = typical_cell(subject.run, arm, level);
  return cell == nullptr ? std::nullopt : fit_law(rates_by_served(cell->reply_times));
}

std::string law_text(const Law& law, std::uint64_t level, text::Language language) {
  return tr(language, "served^{:.2f} [{:.2f}, {:.2f}] at {}", -law.exponent, -law.upper, -law.lower,
            level);
}

// The law at the fewest and the most connections at a time.
std::string laws_text(const Subject& subject, std::string_view arm) {
  const auto [fewest, most] = std::ranges::minmax(subject.run.manifest.plan.concurrencies);
  std::vector<std::string> laws;
  if (const auto law = law_of(subject, arm, fewest)) {
    laws.push_back(law_text(*law, fewest, subject.language));
  }
  if (const auto law = law_of(subject, arm, most); law && most != fewest) {
    laws.push_back(law_text(*law, most, subject.language));
  }
  return laws.empty() ? tr(subject.language, "too few replies for a law")
                      : fmt::format("{}", fmt::join(laws, ", "));
}

bool falls_at_the_fewest(const Subject& subject, std::string_view arm) {
  const auto law = law_of(subject, arm, std::ranges::min(subject.run.manifest.plan.concurrencies));
  return law && law->lower > 0;
}

DefectFinding spinning_server(const Subject& subject) {
  const text::Language language = subject.language;
  std::vector<std::string> measured;
  for (const std::string& arm : arms_of(subject.defect, subject.run.manifest.plan)) {
    if (const Counted counts = subject.of(arm); counts.runs > 0) {
      measured.push_back(tr(language, "{}: {}, {} of {} requests answered", subject.title(arm),
                            laws_text(subject, arm), counts.ends.outcomes[Outcome::ok],
                            counts.ends.all()));
    }
  }
  const auto falls = [&](std::string_view arm) { return falls_at_the_fewest(subject, arm); };
  const bool shows = std::ranges::any_of(subject.defect.arms, falls) &&
                     std::ranges::none_of(subject.defect.corrected, falls);
  return {shows ? tr(language,
                     "threads that never end slow a server with each connection it has served")
                : "",
          tr(language,
             "Rate against the connections served (published: 1/n, served^-1; with 95 % intervals, "
             "by connections at a time; an interval that has 0 shows no fall): {}.",
             fmt::join(measured, "; "))};
}

DefectFinding backlog(const Subject& subject) {
  const text::Language language = subject.language;
  std::vector<std::string> measured;
  bool waits = false;
  for (const std::string& arm : arms_of(subject.defect, subject.run.manifest.plan)) {
    const Counted counts = subject.of(arm);
    if (counts.runs == 0) {
      continue;
    }
    const bool is_defect = common::contains(subject.defect.arms, arm);
    waits = waits || (is_defect && !counts.syns_again.any_unknown && counts.syns_again.most > 0 &&
                      counts.times.most.value_or(0) >= plan::method::first_syn_timeout_s);
    measured.push_back(tr(language, "{}: {} s, {} SYNs sent again a run, {}", subject.title(arm),
                          counts.times.text(2, language), counts.syns_again.text(language),
                          counts.ends.text()));
  }
  return {
      waits ? tr(language, "a short listen queue makes clients wait for seconds") : "",
      tr(language,
         "{}. Published ({}): {} s. loadgen opens its connections all at once, ab one after the "
         "other: that the queue made the published times is not shown.",
         fmt::join(measured, "; "), subject.defect.published,
         subject.in_report().times.text(2, language))};
}

DefectFinding not_found(const Subject& subject, std::string_view arm, const Counted& counts) {
  const text::Language language = subject.language;
  const bool shows = counted_alike(counts, subject.of(subject.defect.corrected.front())) &&
                     counts.ends.outcomes[Outcome::ok] == 0;
  return {shows ? tr(language, "404 for every page shows in no count of the table") : "",
          tr(language, "{}: {}, {} non-2xx a run; in truth {}.{}", subject.title(arm),
             as_ab_counts(counts, language), counts.non_2xx.text(language), counts.ends.text(),
             twins(subject))};
}

DefectFinding finding_of(const Subject& subject) {
  const std::string_view arm = subject.defect.arms.front();
  if (subject.defect.by_served) {
    return spinning_server(subject);
  }
  if (subject.defect.by_time) {
    return backlog(subject);
  }
  return subject.defect.id == "autopsy-not-found" ? not_found(subject, arm, subject.of(arm))
                                                  : silent_balancer(subject, arm, subject.of(arm));
}

bool any_measured(const Subject& subject) {
  return std::ranges::any_of(subject.defect.arms,
                             [&](std::string_view arm) { return subject.of(arm).runs > 0; });
}

// "ab" is a program's name, and begins small.
std::string as_headline(const std::vector<std::string>& clauses, text::Language language) {
  if (clauses.empty()) {
    return tr(language, "None of the defects shows in what was measured.");
  }
  const std::string text = fmt::format("{}.", fmt::join(clauses, "; "));
  return text.starts_with("ab ") ? text : report::capitalised(text);
}

}  // namespace

report::Summary autopsy_findings(const records::RunData& run, const records::Published& published,
                                 text::Language language) {
  report::Summary findings;
  std::vector<std::string> clauses;
  for (const Defect& defect : autopsy_defects()) {
    const Subject subject{defect, run, published, language};
    if (!any_measured(subject)) {
      continue;
    }
    DefectFinding finding = finding_of(subject);
    if (!finding.clause.empty()) {
      clauses.push_back(std::move(finding.clause));
    }
    findings.lines.push_back(std::move(finding.line));
  }
  findings.headline = findings.lines.empty() ? tr(language, "Nothing was measured.")
                                             : as_headline(clauses, language);
  return findings;
}

}  // namespace tiga::suite::autopsy
