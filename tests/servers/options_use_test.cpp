// An option is a field, a line of a cli.cpp and a place of use; these tests find a field that lacks
// one of the other two. That the page and --help agree is options_page_test.cpp's.
#include <gtest/gtest.h>

#include <filesystem>
#include <ostream>
#include <regex>
#include <string>
#include <vector>

#include "common/files.hpp"
#include "tests/support/captures.hpp"
#include "tests/support/programs.hpp"

namespace tiga::tests {
namespace {

namespace fs = std::filesystem;

std::string without_comments(const std::string& code) {
  static const std::regex comment("//[^\n]*");
  return std::regex_replace(code, comment, "");
}

std::string code_of(const fs::path& file) {
  return without_comments(common::read_file(source_folder() / file));
}

// The text between a struct's braces.
std::string body_of(const std::string& code, const std::string& name) {
  const std::size_t begin = code.find("struct " + name + " {");
  const std::size_t end = code.find("\n};", begin);
  EXPECT_NE(end, std::string::npos) << "there is no struct " << name;
  return begin == std::string::npos ? "" : code.substr(begin, end - begin);
}

// From members like "type name = value;", "type name{value};" or "type name;", on one line or two.
std::vector<std::string> fields_of(const std::string& body) {
  static const std::regex member(
      "\n  [A-Za-z][A-Za-z0-9_:<>]*\\s+([a-z_0-9]+)\\s*(?:=[^;]*|\\{[^;()]*\\})?;");
  std::vector<std::string> names;
  for (std::sregex_iterator match(body.begin(), body.end(), member), end; match != end; ++match) {
    names.push_back((*match)[1]);
  }
  return names;
}

std::ptrdiff_t matches(const std::string& code, const std::string& pattern) {
  const std::regex expression(pattern);
  return std::distance(std::sregex_iterator(code.begin(), code.end(), expression), {});
}

// All code of the servers and of http/, but the files that read command lines.
std::string code_that_uses_options() {
  std::string code;
  for (const char* const folder : {"servers", "http"}) {
    for (const auto& entry : fs::recursive_directory_iterator(source_folder() / folder)) {
      const fs::path& file = entry.path();
      const bool is_code = file.extension() == ".cpp" || file.extension() == ".hpp";
      if (is_code && file.filename() != "cli.cpp") {
        code += without_comments(common::read_file(file));
      }
    }
  }
  return code;
}

struct OptionFields {
  fs::path header;
  std::string name;  ///< of the struct
  fs::path cli;      ///< reads them from the command line
  std::size_t least = 0;
};

void PrintTo(const OptionFields& fields, std::ostream* out) { *out << fields.header; }

class EachOption : public testing::TestWithParam<OptionFields> {};

TEST_P(EachOption, IsReadFromTheCommandLineAndUsed) {
  const std::string body = body_of(code_of(GetParam().header), GetParam().name);
  const std::vector<std::string> fields = fields_of(body);
  ASSERT_GE(fields.size(), GetParam().least);
  const std::string cli = code_of(GetParam().cli);
  // As a member; not a call of the same name.
  const auto uses = captures(code_that_uses_options(), R"((?:\.|->)([a-z_0-9]+)\b(?!\())");
  for (const std::string& field : fields) {
    EXPECT_GT(matches(cli, "\\." + field + "\\b"), 0)
        << field << " of " << GetParam().header << " is not read in " << GetParam().cli;
    // By the struct's own functions, or by others.
    const bool is_used = matches(body, "\\b" + field + "\\b") > 1 || uses.contains(field);
    EXPECT_TRUE(is_used) << field << " of " << GetParam().header
                         << " has no effect: nothing uses it";
  }
}

INSTANTIATE_TEST_SUITE_P(
    Servers, EachOption,
    testing::Values(OptionFields{"servers/core/options.hpp", "Options", "servers/core/cli.cpp", 17},
                    OptionFields{"http/limits.hpp", "Limits", "servers/core/cli.cpp", 4},
                    OptionFields{"servers/balancer/options.hpp", "Options",
                                 "servers/balancer/cli.cpp", 14}));

}  // namespace
}  // namespace tiga::tests
