#include "tests/conformance/plain_message.hpp"

#include <algorithm>

#include "tests/conformance/plain_grammar.hpp"

namespace tiga::conformance {
namespace plain {
namespace {

using namespace grammar;

constexpr std::size_t longest_head = 32768;
constexpr std::size_t longest_chunk_line = 4096;
constexpr std::size_t longest_trailers = 8192;

// RFC 9112 §5.
std::pair<std::string, std::string> read_field(const std::string& line) {
  require(!line.starts_with(' ') && !line.starts_with('\t'), "9112 5.2, 2.2: a folded field");
  const std::size_t colon = line.find(':');
  require(colon != std::string::npos, "9112 5: a field without a colon");
  require(is_token(line.substr(0, colon)), "9112 5.1: a field's name is a token");
  require(is_field_text(line.substr(colon + 1)), "9110 5.5: a control in a field's value");
  return {line.substr(0, colon), trim(line.substr(colon + 1))};
}

// Those of all fields of that name, which form one list (RFC 9110 §5.3), in lower case.
std::vector<std::string> elements_of(const PlainMessage& message, std::string_view name) {
  std::vector<std::string> elements;
  for (const std::string& value : values_of(message, name)) {
    for (const std::string& element : split(value, ',')) {
      elements.push_back(lower(trim(element)));
    }
  }
  return elements;
}

std::uint64_t read_number(std::string digits, int base, std::size_t most_digits) {
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  if (digits.empty()) {
    return 0;
  }
  return digits.size() > most_digits ? huge : std::stoull(digits, nullptr, base);
}

// RFC 9112 §7.1.
void read_chunks(Cursor& cursor, PlainMessage& message, std::uint64_t most,
                 std::size_t most_trailers) {
  for (;;) {
    const std::string line = cursor.line();
    const auto digits =
        static_cast<std::size_t>(std::ranges::find_if_not(line, is_hex_digit) - line.begin());
    require(digits > 0, "9112 7.1: a chunk without a size");
    require(are_chunk_extensions(line.substr(digits)), "9112 7.1.1: malformed extensions");
    if (digits > 16) {
      message.open.insert(Open::long_chunk_size);
    }
    const std::uint64_t size = read_number(line.substr(0, digits), 16, 16);
    if (line.size() > longest_chunk_line || size > most - message.content.size()) {
      message.open.insert(Open::limit);
    }
    if (size == 0) {
      break;
    }
    message.content += cursor.take(size);
    require(cursor.at_end() || cursor.rest().front() == '\r', "9112 7.1: no CR LF after a chunk");
    cursor.take(1);
    require(cursor.at_end() || cursor.rest().front() == '\n', "9112 7.1: no CR LF after a chunk");
    cursor.take(1);
  }
  std::size_t trailers = 0;
  std::size_t bytes = 0;
  for (std::string line = cursor.line(); !line.empty(); line = cursor.line()) {
    bytes += line.size() + 2;
    if (++trailers > most_trailers || bytes > longest_trailers) {
      message.open.insert(Open::limit);
    }
    read_field(line);
  }
}

}  // namespace

std::vector<std::string> take_head(Cursor& cursor, PlainMessage& message) {
  std::vector<std::string> lines = {cursor.line()};
  std::size_t size = 0;
  for (std::string line = cursor.line(); !line.empty(); line = cursor.line()) {
    size += line.size() + 2;
    lines.push_back(std::move(line));
  }
  if (size > longest_head || lines.size() - 1 > most_fields) {
    message.open.insert(Open::limit);
  }
  return lines;
}

void read_fields(const std::vector<std::string>& lines, PlainMessage& message) {
  for (std::size_t index = 1; index < lines.size(); ++index) {
    message.fields.push_back(read_field(lines[index]));
  }
}

// RFC 9112 §2.3; RFC 9110 §6.2: a later minor version is treated as 1.1.
int read_version(std::string_view text) {
  require(text.size() == 8 && text.starts_with("HTTP/") && is_number(text.substr(5, 1)) &&
              text[6] == '.' && is_number(text.substr(7)),
          "9112 2.3: a malformed version");
  require(text[5] == '1', "9110 15.6.6: another major version");
  return text[7] == '0' ? 0 : 1;
}

// RFC 9112 §9.3.
bool read_persistence(PlainMessage& message) {
  bool close = false;
  bool keep_alive = false;
  for (const std::string& option : elements_of(message, "connection")) {
    if (!option.empty() && !is_token(option)) {
      message.open.insert(Open::connection_syntax);
    }
    close = close || option == "close";
    keep_alive = keep_alive || option == "keep-alive";
  }
  return !close && (message.minor_version > 0 || keep_alive);
}

// RFC 9110 §8.6, RFC 9112 §6.3.
void read_length(PlainMessage& message, std::uint64_t most) {
  const std::vector<std::string> values = values_of(message, "content-length");
  if (values.empty()) {
    return;
  }
  require(values.size() == 1, "9112 6.3: two Content-Lengths");
  require(is_number(values.front()), "9110 8.6: a malformed Content-Length");
  message.body = Body::counted;
  message.length = read_number(values.front(), 10, 19);
  if (message.length > most) {
    message.open.insert(Open::limit);
  }
}

// RFC 9112 §6.1. None: there is no Transfer-Encoding.
std::vector<std::string> read_codings(PlainMessage& message) {
  std::vector<std::string> codings = elements_of(message, "transfer-encoding");
  if (codings.empty()) {
    return codings;
  }
  require(message.minor_version > 0, "9112 6.1: Transfer-Encoding in HTTP/1.0");
  require(message.body != Body::counted, "9112 6.3: Content-Length and Transfer-Encoding");
  if (std::erase(codings, "") > 0) {
    message.open.insert(Open::empty_element);
  }
  if (codings.empty()) {
    codings.emplace_back("identity");
  }
  return codings;
}

void read_content(Cursor& cursor, PlainMessage& message, std::uint64_t most,
                  std::size_t most_trailers) {
  message.head_end = cursor.at();
  switch (message.body) {
    case Body::none:
      break;
    case Body::counted:
      message.content = cursor.take(message.length);
      break;
    case Body::chunked:
      read_chunks(cursor, message, most, most_trailers);
      break;
    case Body::until_close:
      message.content = cursor.take_all();
      break;
  }
  message.end = cursor.at();
}

}  // namespace plain

std::vector<std::string> values_of(const PlainMessage& message, std::string_view name) {
  std::vector<std::string> values;
  for (const auto& [field, value] : message.fields) {
    if (grammar::lower(field) == name) {
      values.push_back(value);
    }
  }
  return values;
}

}  // namespace tiga::conformance
