// A sheet as LibreOffice Calc has read it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tiga::tests {

/// A cell; one without content has neither a number nor a text.
struct SheetCell {
  std::string type = {};              ///< office:value-type: "float", "string", "date"; ""
  std::optional<double> number = {};  ///< of a float
  std::string text = {};              ///< as it is shown
};

/// The rows of the first sheet in a flat file of OpenDocument (.fods). Rows and cells that are
/// repeated are, except empty ones, as many as the file says.
std::vector<std::vector<SheetCell>> read_sheet(const std::filesystem::path& file);

}  // namespace tiga::tests
