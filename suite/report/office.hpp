// A page as a file for word processors, which pandoc makes.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "document/document.hpp"

namespace tiga::suite::report {

/// Throws CannotRun that names the package if a format is wanted and pandoc is not installed.
void require_pandoc(const std::vector<std::string>& formats);

/// Writes the page as report.FORMAT into `folder`, with the charts that it has, for each of the
/// formats (document::office_formats). The styles are those of reference.FORMAT in `plots`; without
/// that file pandoc's own. Each is written whole or not at all. Returns what to say: where they
/// are, and what pandoc warned of; "" without a format. Throws CannotRun.
std::string write_office_files(const std::filesystem::path& folder, const document::Document& page,
                               const std::vector<std::string>& formats,
                               const std::filesystem::path& plots);

}  // namespace tiga::suite::report
