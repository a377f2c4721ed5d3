// The record of a variance study: measured process by process, resumed where it was cut.
#pragma once

#include <filesystem>
#include <vector>

#include "suite/records/rows.hpp"
#include "suite/study/series.hpp"
#include "suite/study/study.hpp"
#include "suite/study/variance_process.hpp"

namespace tiga::suite::study {

/// The rows of variance.csv in that folder so far. Throws CannotRun.
std::vector<records::VarianceRow> variance_rows(const std::filesystem::path& folder);

/// Measures what is missing and appends it to variance.csv. Throws Interrupted, with the rows of
/// whole processes on record, and CannotRun, also for rows that are not the study's.
void measure_variance(const ActiveStudy& study, const VarianceDesign& design,
                      const StudyContext& context);

}  // namespace tiga::suite::study
