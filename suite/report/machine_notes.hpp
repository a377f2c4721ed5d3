// Warnings about the machine during a run.
#pragma once

#include <span>
#include <string>

#include "suite/report/notes.hpp"

namespace tiga::suite::report {

/// Another run measured on the same cores when this one began, which was forced.
Notes about_another_run(const records::Manifest& manifest, text::Language language);

/// More processes ran or waited than there are cores, in the minute before the run began.
Notes about_load(const records::Manifest& manifest, text::Language language);

/// Other programs took time from the run while it measured (analysis::pressure_of).
Notes about_pressure(const records::RunData& run, text::Language language);

/// The arms whose throughput changed during the run, in one sentence; "" if none did.
std::string arm_drift_text(const records::RunData& run, text::Language language);

/// Arms whose throughput changed during the run, and ratios that did (analysis/drift.hpp).
Notes about_drift(const records::RunData& run, std::span<const analysis::Verdict> verdicts,
                  text::Language language);

/// All that disturbed the run: what stands above everything else on page and terminal.
Notes disturbances(const records::RunData& run, std::span<const analysis::Verdict> verdicts,
                   text::Language language);

/// Control groups allow less CPU time than that of the cores in use.
Notes about_cpu_quota(const records::Manifest& manifest, text::Language language);

/// What the cores of the run cannot show: servers and generator share a physical core, or an arm's
/// processes share the servers' cores although there are several.
Notes about_shared_cores(const records::Manifest& manifest, text::Language language);

}  // namespace tiga::suite::report
