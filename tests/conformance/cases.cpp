#include "tests/conformance/cases.hpp"

#include <algorithm>
#include <stdexcept>

#include "common/files.hpp"
#include "common/numbers.hpp"

namespace tiga::conformance {
namespace {

[[noreturn]] void refuse(const std::string& what) { throw std::runtime_error(what); }

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

template <typename Number>
Number parse_number(std::string_view text, int base) {
  const auto number = common::to_number<Number>(text, base);
  if (!number) {
    refuse("not a number: " + std::string(text));
  }
  return *number;
}

/// Takes one \r, \n, \t, \\ or \xNN off the front.
char take_escape(std::string_view& text) {
  const char kind = text.size() < 2 ? '\0' : text[1];
  const std::size_t size = kind == 'x' ? 4 : 2;
  if (text.size() < size) refuse("unfinished escape");
  const std::string_view escape = text.substr(0, size);
  text.remove_prefix(size);
  switch (kind) {
    case 'r':
      return '\r';
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case '\\':
      return '\\';
    case 'x':
      return static_cast<char>(parse_number<unsigned>(escape.substr(2), 16));
    default:
      refuse("unknown escape " + std::string(escape));
  }
}

/// Takes one {a*65536} off the front.
std::string take_run(std::string_view& text) {
  const std::size_t end = text.find('}');
  if (end == std::string_view::npos || end < 4 || text[2] != '*') refuse("malformed run");
  std::string run(parse_number<std::size_t>(text.substr(3, end - 3), 10), text[1]);
  text.remove_prefix(end + 1);
  return run;
}

std::string unescape(std::string_view text) {
  std::string bytes;
  while (!text.empty()) {
    if (text.front() == '\\') {
      bytes.push_back(take_escape(text));
    } else if (text.front() == '{') {
      bytes += take_run(text);
    } else {
      bytes.push_back(text.front());
      text.remove_prefix(1);
    }
  }
  return bytes;
}

Statuses parse_statuses(std::string_view text) {
  Statuses statuses;
  if (text == "-") return statuses;
  for (const std::string_view status : split(text, ','))
    statuses.push_back(parse_number<int>(status, 10));
  return statuses;
}

After parse_after(std::string_view text) {
  if (text == "open") return After::open;
  if (text == "close") return After::close;
  if (text == "cut") return After::cut;
  if (text == "any") return After::any;
  refuse("unknown state of the connection: " + std::string(text));
}

Case parse_case(std::string_view line) {
  const std::vector<std::string_view> columns = split(line, '\t');
  if (columns.size() != 4) refuse("not four columns");
  const std::size_t space = columns[2].rfind(' ');
  if (space == std::string_view::npos) refuse("no state of the connection");
  Case parsed;
  parsed.name = columns[0];
  parsed.bytes = unescape(columns[1]);
  for (const std::string_view alternative : split(columns[2].substr(0, space), '|')) {
    parsed.alternatives.push_back(parse_statuses(alternative));
  }
  parsed.after = parse_after(columns[2].substr(space + 1));
  parsed.source = columns[3];
  return parsed;
}

}  // namespace

bool Case::allows(const Statuses& statuses) const {
  return std::ranges::find(alternatives, statuses) != alternatives.end();
}

bool Case::mentions(int status) const {
  return std::ranges::any_of(alternatives, [status](const Statuses& statuses) {
    return std::ranges::find(statuses, status) != statuses.end();
  });
}

std::vector<Case> parse_cases(std::string_view text) {
  std::vector<Case> cases;
  int number = 0;
  for (const std::string_view line : split(text, '\n')) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    try {
      cases.push_back(parse_case(line));
    } catch (const std::runtime_error& error) {
      refuse("line " + std::to_string(number) + ": " + error.what());
    }
  }
  return cases;
}

std::vector<Case> load_cases() {
  return parse_cases(common::read_file(TIGA_SOURCE_DIR "/tests/conformance/requests.tsv"));
}

std::string to_string(const Statuses& statuses) {
  if (statuses.empty()) return "-";
  std::string text;
  for (const int status : statuses) text += (text.empty() ? "" : ",") + std::to_string(status);
  return text;
}

}  // namespace tiga::conformance
