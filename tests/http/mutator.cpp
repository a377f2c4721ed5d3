#include "tests/http/mutator.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

namespace tiga::http::test {
namespace {

using namespace std::string_view_literals;

/// Bytes that mean something in a message, or are refused there.
constexpr auto nasty = std::to_array<std::string_view>(
    {"\0"sv, "\t", "\n", "\r", "\r\n", "\r\r\n", " ", "  ",   ":",    ";",    ",",    "=",   "\"",
     "\\",   "/",  "?",  "#",  "%",    "@",      "[", "]",    "{",    "*",    "+",    "-",   "0",
     "1",    "9",  "a",  "F",  "x",    "Z",      "_", "\x0b", "\x1f", "\x7f", "\x80", "\xff"});

constexpr std::string_view digits = "0123456789abcdefABCDEF";

/// A position of one of the bytes in `set`; the size where there is none.
std::size_t find_from(const std::string& stream, std::string_view set, std::size_t from) {
  const std::size_t found = stream.find_first_of(set, from);
  return std::min(found == std::string::npos ? stream.find_first_of(set) : found, stream.size());
}

/// The line around an offset, with its line end.
struct Line {
  Line(const std::string& stream, std::size_t at) {
    const std::size_t before = at == 0 ? std::string::npos : stream.rfind('\n', at - 1);
    begin = before == std::string::npos ? 0 : before + 1;
    const std::size_t end = stream.find('\n', at);
    size = (end == std::string::npos ? stream.size() : end + 1) - begin;
  }
  std::size_t begin = 0;
  std::size_t size = 0;
};

std::uint64_t number_of(const char* name, std::uint64_t otherwise) {
  const char* const text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

}  // namespace

StreamNumbers::StreamNumbers(std::uint64_t usual)
    : first(number_of("TIGA_FIRST_STREAM", 0)),
      count(number_of("TIGA_STREAMS", usual)),
      are_usual(first == 0 && count >= usual) {}

std::string Mutator::stream(std::uint64_t number) {
  random_.seed(number);
  std::string made = pick(seeds_);
  if (one_in(3)) made += pick(seeds_);
  if (!one_in(16)) {
    for (std::size_t changes = 1 + below(3); changes > 0; --changes) change(made);
  }
  made.resize(std::min(made.size(), longest));
  return made;
}

std::vector<std::size_t> Mutator::cuts(std::size_t size) {
  std::set<std::size_t> at;
  const std::size_t wanted = one_in(16) ? size : below(5);
  for (std::size_t count = 0; count < wanted && size > 1; ++count) at.insert(1 + below(size - 1));
  return {at.begin(), at.end()};
}

void Mutator::change(std::string& stream) {
  if (stream.empty()) {
    stream = pick(seeds_);
    return;
  }
  switch (below(8)) {
    case 0:
    case 1:
    case 2:
      return change_byte(stream);
    case 3:
      return change_digit(stream);
    case 4:
      return change_line_end(stream);
    case 5:
    case 6:
      return change_lines(stream);
    default:
      return join(stream);
  }
}

void Mutator::change_byte(std::string& stream) {
  const std::size_t at = below(stream.size());
  switch (below(5)) {
    case 0:
      stream[at] = static_cast<char>(static_cast<unsigned char>(stream[at]) ^ (1U << below(8)));
      break;
    case 1:
      stream.replace(at, 1, pick(nasty));
      break;
    case 2:
      stream.erase(at, 1);
      break;
    default:
      stream.insert(at, pick(nasty));
      break;
  }
}

/// Of a length, a chunk's size, a version, a port.
void Mutator::change_digit(std::string& stream) {
  const std::size_t at = find_from(stream, digits, below(stream.size()));
  if (at == stream.size()) return;
  switch (below(4)) {
    case 0:
      stream[at] = pick(digits);
      break;
    case 1:
      stream.insert(at, 1, pick(digits));
      break;
    case 2:
      stream.insert(at, 1 + below(20), '0');
      break;
    default:
      stream.erase(at, 1);
      break;
  }
}

void Mutator::change_line_end(std::string& stream) {
  const std::size_t at = find_from(stream, "\r\n", below(stream.size()));
  if (at == stream.size()) return;
  switch (below(4)) {
    case 0:
      stream.erase(at, 1);
      break;
    case 1:
      stream.insert(at, 1, one_in(2) ? '\r' : '\n');
      break;
    case 2:
      stream.insert(at, 1, one_in(2) ? ' ' : '\t');
      break;
    default:
      stream.insert(at, "\r\n");
      break;
  }
}

void Mutator::change_lines(std::string& stream) {
  const Line line(stream, below(stream.size()));
  const std::string text = stream.substr(line.begin, line.size);
  const Line other(stream, below(stream.size()));
  switch (below(5)) {
    case 0:
      stream.insert(line.begin, text);
      break;
    case 1:
      stream.erase(line.begin, line.size);
      break;
    case 2:  // moved, or copied to another place
      stream.insert(other.begin, text);
      if (other.begin > line.begin && one_in(2)) stream.erase(line.begin, line.size);
      break;
    default:
      stream.insert(line.begin, std::string(pick(lines_)) + "\r\n");
      break;
  }
}

void Mutator::join(std::string& stream) {
  const std::string& other = pick(seeds_);
  switch (below(4)) {
    case 0:
      stream.resize(below(stream.size()));
      break;
    case 1:
      stream.resize(below(stream.size()));
      stream += other.substr(below(other.size()));
      break;
    case 2:
      stream += other;
      break;
    default:
      stream.insert(Line(stream, below(stream.size())).begin, other);
      break;
  }
}

Framing framing_of(conformance::Body body) {
  using conformance::Body;
  switch (body) {
    case Body::none:
      return Framing::none;
    case Body::counted:
      return Framing::content_length;
    case Body::chunked:
      return Framing::chunked;
    case Body::until_close:
      break;
  }
  return Framing::until_close;
}

}  // namespace tiga::http::test
