#include "loadgen/requests/user_fields.hpp"

#include <algorithm>
#include <cstddef>

#include "common/text.hpp"
#include "http/message.hpp"

namespace tiga::loadgen::requests {
namespace {

std::string_view without_blanks(std::string_view text) { return common::trimmed(text, " \t"); }

std::string_view name_of_line(std::string_view line) { return line.substr(0, line.find(':')); }

std::string_view value_of_line(std::string_view line) {
  return without_blanks(line.substr(std::min(line.find(':') + 1, line.size())));
}

/// RFC 9110 §5.6.2.
bool is_token(std::string_view text) {
  constexpr std::string_view allowed =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~";
  return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

/// Whether a comma-separated list has that element, in any case of letters (RFC 9110 §5.6.1).
bool lists(std::string_view list, std::string_view token) {
  for (;;) {
    const std::size_t comma = list.find(',');
    if (http::same_token(without_blanks(list.substr(0, comma)), token)) {
      return true;
    }
    if (comma == std::string_view::npos) {
      return false;
    }
    list.remove_prefix(comma + 1);
  }
}

/// RFC 9110 §8.6: digits only, with any number of zeros in front.
bool says_length(std::string_view value, std::size_t length) {
  if (value.empty() || value.find_first_not_of("0123456789") != std::string_view::npos) {
    return false;
  }
  value.remove_prefix(std::min(value.find_first_not_of('0'), value.size() - 1));
  return value == std::to_string(length);
}

std::string conflict_of_line(const Options& options, std::string_view line) {
  const std::size_t length = options.body ? options.body->bytes.size() : 0;
  const std::string shown = "-H " + common::quote(line);
  if (!is_token(name_of_line(line))) {
    return shown + " is no header line; write 'Name: value', without a blank in the name";
  }
  if (is_named(line, "Transfer-Encoding")) {
    return shown + ": content is sent with its length, not in another coding; leave this out";
  }
  if (is_named(line, "Content-Length") && !says_length(value_of_line(line), length)) {
    return shown + ": the request has " + std::to_string(length) +
           " bytes of content; leave this out, or give the content with -p or -u";
  }
  return {};
}

}  // namespace

bool is_named(std::string_view line, std::string_view name) {
  return http::same_token(name_of_line(line), name);
}

bool has_field(const Options& options, std::string_view name) {
  return std::any_of(options.headers.begin(), options.headers.end(),
                     [&](const std::string& line) { return is_named(line, name); });
}

bool asks_to_stay(const Options& options) {
  return !options.keep_alive &&
         std::any_of(options.headers.begin(), options.headers.end(), [](const std::string& line) {
           return is_named(line, "Connection") && lists(value_of_line(line), "keep-alive");
         });
}

std::string header_conflict(const Options& options) {
  for (const std::string& line : options.headers) {
    std::string conflict = conflict_of_line(options, line);
    if (!conflict.empty()) {
      return conflict;
    }
  }
  for (const std::string_view name : {"Host", "Content-Length"}) {
    const auto lines = std::count_if(options.headers.begin(), options.headers.end(),
                                     [&](const std::string& line) { return is_named(line, name); });
    if (lines > 1) {
      return "-H: " + std::string(name) + " is given " + std::to_string(lines) +
             " times; a request has one";
    }
  }
  return {};
}

}  // namespace tiga::loadgen::requests
