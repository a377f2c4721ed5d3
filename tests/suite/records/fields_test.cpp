// A column of a file is a field of a row, an entry in a list of columns, and a place that fills it;
// these tests find a field that lacks one of the other two.
#include <gtest/gtest.h>

#include <filesystem>
#include <iterator>
#include <regex>
#include <string>
#include <vector>

#include "common/files.hpp"
#include "tests/support/captures.hpp"

namespace tiga::suite::records {
namespace {

namespace fs = std::filesystem;

const fs::path suite_folder = fs::path(TIGA_SOURCE_DIR) / "suite";

struct Field {
  std::string row;
  std::string name;
};

// The members of each struct of rows.hpp.
std::vector<Field> fields_of_all_rows() {
  const std::string code = common::read_file(suite_folder / "records" / "rows.hpp");
  static const std::regex line(
      "\nstruct ([A-Za-z]+) \\{|\n  [A-Za-z][^;\n]*?([a-z_0-9]+)(?: = [^;]+)?;");
  std::vector<Field> fields;
  std::string row;
  for (std::sregex_iterator match(code.begin(), code.end(), line), end; match != end; ++match) {
    if ((*match)[1].matched) {
      row = (*match)[1];
    } else {
      fields.push_back({row, (*match)[2]});
    }
  }
  return fields;
}

// All of the suite's code that is in its records/, or all that is not.
std::string code_of(bool in_records) {
  std::string code;
  for (const auto& entry : fs::recursive_directory_iterator(suite_folder)) {
    const fs::path& file = entry.path();
    if (file.extension() == ".cpp" && (file.parent_path().filename() == "records") == in_records) {
      code += common::read_file(file);
    }
  }
  return code;
}

TEST(Fields, HaveAColumnEach) {
  const auto listed = tests::captures(code_of(true), R"((?:R::|row\.)([a-z_0-9]+))");
  const std::vector<Field> fields = fields_of_all_rows();
  ASSERT_GT(fields.size(), 130);
  for (const Field& field : fields) {
    EXPECT_TRUE(listed.contains(field.name))
        << field.name << " of " << field.row << " is in no list of suite/records/*columns.cpp";
  }
}

TEST(Fields, OfACellAreFilled) {
  const auto filled = tests::captures(code_of(false), R"([a-z]\.([a-z_0-9]+)(?:\[[^;]*\])? =\s)");
  for (const Field& field : fields_of_all_rows()) {
    if (field.row == "CellRow") {
      EXPECT_TRUE(filled.contains(field.name))
          << field.name << " is filled by nothing: its column stays empty";
    }
  }
}

}  // namespace
}  // namespace tiga::suite::records
