// LibreOffice without a screen.
#pragma once

#include <filesystem>
#include <string>

namespace tiga::tests {

/// Converts files, with settings of its own.
class LibreOffice {
 public:
  /// `folder`: an empty one, for its settings and what it writes. `locale`: that of numbers and
  /// dates ("id-ID"), whatever the environment says.
  LibreOffice(std::filesystem::path folder, const std::string& locale);

  /// Opens the file and saves it as `format` ("pdf"); `input_filter`: how it is opened, empty: as
  /// LibreOffice guesses. Returns the new file; "" if there is none, after a failed expectation
  /// that has what LibreOffice said.
  std::filesystem::path convert(const std::filesystem::path& file, const std::string& format,
                                const std::string& input_filter = "") const;

 private:
  std::filesystem::path folder_;
};

}  // namespace tiga::tests
