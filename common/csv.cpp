#include "common/csv.hpp"

namespace tiga::common {
namespace {

std::string quoted(const std::string& field) {
  if (field.find_first_of(",\"\r\n") == std::string::npos) {
    return field;
  }
  std::string out = "\"";
  for (const char letter : field) {
    out += letter;
    if (letter == '"') {
      out += '"';
    }
  }
  return out + '"';
}

}  // namespace

std::string csv_line(const std::vector<std::string>& fields) {
  std::string line;
  for (const std::string& field : fields) {
    line += (&field == fields.data() ? "" : ",") + quoted(field);
  }
  return line + '\n';
}

}  // namespace tiga::common
