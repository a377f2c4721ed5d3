// Warnings about the machine during a run.
#pragma once

#include "suite/report/notes.hpp"

namespace tiga::suite::report {

/// Another run measured on the same cores when this one began, which was forced.
Notes about_another_run(const records::Manifest& manifest, text::Language language);

/// What the cores of the run cannot show: servers and generator share a physical core, or an arm's
/// processes share the servers' cores although there are several.
Notes about_shared_cores(const records::Manifest& manifest, text::Language language);

}  // namespace tiga::suite::report
