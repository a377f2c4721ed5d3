#include "common/csv.hpp"

#include "common/error.hpp"

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

bool is_blank(std::string_view field) {
  return field.find_first_not_of(" \t\r\n\v\f") == std::string_view::npos;
}

}  // namespace

std::string csv_line(const std::vector<std::string>& fields) {
  std::string line;
  for (const std::string& field : fields) {
    line += (&field == fields.data() ? "" : ",") + quoted(field);
  }
  return line + '\n';
}

std::vector<std::string> CsvScanner::row() {
  std::vector<std::string> fields(1);
  bool inside = false;
  ended_ = false;
  while (!at_end() && !ended_) {
    const char letter = text_[at_++];
    const char next = at_end() ? '\n' : text_[at_];
    line_ += letter == '\n' ? 1 : 0;
    if (letter == '"' && inside && !at_end() && next == '"') {
      fields.back() += text_[at_++];
    } else if (letter == '"' && (inside || is_blank(fields.back()))) {
      inside = !inside;
    } else if (letter == separator_ && !inside) {
      fields.emplace_back();
    } else if (letter == '\n' && !inside) {
      ended_ = true;
    } else if (letter != '\r' || inside || next != '\n') {
      fields.back() += letter;
    }
  }
  return fields;
}

Csv parse_csv(std::string_view text, std::string_view file) {
  CsvScanner scanner(text);
  Csv csv;
  if (!scanner.at_end()) {
    csv.header = scanner.row();
  }
  while (!scanner.at_end()) {
    const std::size_t line = scanner.line();
    std::vector<std::string> fields = scanner.row();
    if (!scanner.ended()) {
      break;
    }
    if (fields.size() != csv.header.size()) {
      throw CannotRun(std::string(file) + ':' + std::to_string(line) + ": " +
                      std::to_string(fields.size()) + " fields where the header has " +
                      std::to_string(csv.header.size()));
    }
    csv.rows.push_back({line, std::move(fields)});
  }
  return csv;
}

}  // namespace tiga::common
