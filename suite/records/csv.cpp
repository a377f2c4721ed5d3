#include "suite/records/csv.hpp"

#include <fmt/format.h>

#include "common/error.hpp"

namespace tiga::suite::records {
namespace {

// Takes rows off a text, one a call.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool at_end() const { return at_ == text_.size(); }
  std::size_t line() const { return line_; }
  // Whether the row taken last was ended by LF, outside quotes.
  bool ended() const { return ended_; }

  std::vector<std::string> row() {
    std::vector<std::string> fields(1);
    bool inside = false;
    ended_ = false;
    while (!at_end() && !ended_) {
      const char letter = text_[at_++];
      line_ += letter == '\n' ? 1 : 0;
      if (letter == '"' && inside && !at_end() && text_[at_] == '"') {
        fields.back() += text_[at_++];
      } else if (letter == '"') {
        inside = !inside;
      } else if (inside || (letter != ',' && letter != '\n' && letter != '\r')) {
        fields.back() += letter;
      } else if (letter == ',') {
        fields.emplace_back();
      } else {
        ended_ = letter == '\n';
      }
    }
    return fields;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  bool ended_ = false;
};

}  // namespace

Csv parse_csv(std::string_view text, std::string_view file) {
  Scanner scanner(text);
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
      throw common::CannotRun(fmt::format("{}:{}: {} fields where the header has {}", file, line,
                                          fields.size(), csv.header.size()));
    }
    csv.rows.push_back({line, std::move(fields)});
  }
  return csv;
}

}  // namespace tiga::suite::records
