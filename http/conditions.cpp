#include "http/conditions.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

#include "http/bytes.hpp"

namespace tiga::http {
namespace {

using std::chrono::sys_seconds;

constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();

/// The lines of one field.
struct FieldLines {
  std::size_t count = 0;
  std::string_view first;

  bool any() const { return count > 0; }
};

template <typename Visit>
void for_each_line(const RequestParser& request, std::string_view name, Visit visit) {
  for (std::size_t index = 0; index < request.field_count(); ++index) {
    const Field field = request.field(index);
    if (same_token(field.name, name)) visit(field.value);
  }
}

FieldLines lines_of(const RequestParser& request, std::string_view name) {
  FieldLines lines;
  for_each_line(request, name, [&lines](std::string_view value) {
    if (lines.count++ == 0) lines.first = value;
  });
  return lines;
}

/// Takes an entity tag from the front of a list (RFC 9110 §8.8.3), with its quotes and W/. Empty if
/// there is none.
std::string_view take_tag(std::string_view& list) {
  while (!list.empty() && (scan::is_space(list.front()) || list.front() == ','))
    list.remove_prefix(1);
  const std::size_t open = list.starts_with("W/") ? 2 : 0;
  if (list.substr(open, 1) != "\"") return {};
  const std::size_t close = list.find('"', open + 1);
  if (close == std::string_view::npos) return {};
  const std::string_view tag = list.substr(0, close + 1);
  list.remove_prefix(tag.size());
  return tag;
}

/// RFC 9110 §8.8.3.2.
bool equal_strongly(std::string_view a, std::string_view b) {
  return a == b && !a.empty() && !a.starts_with("W/");
}

bool equal_weakly(std::string_view a, std::string_view b) {
  const auto opaque = [](std::string_view tag) {
    return tag.substr(tag.starts_with("W/") ? 2 : 0);
  };
  return opaque(a) == opaque(b) && !a.empty();
}

/// Whether a line of that field is "*" or lists an equal tag (RFC 9110 §13.1.1, §13.1.2).
bool is_listed(const RequestParser& request, std::string_view name, std::string_view etag,
               bool (*equal)(std::string_view, std::string_view)) {
  bool listed = false;
  for_each_line(request, name, [&](std::string_view list) {
    listed = listed || list == "*";
    for (std::string_view tag = take_tag(list); !tag.empty() && !listed; tag = take_tag(list)) {
      listed = equal(tag, etag);
    }
  });
  return listed;
}

/// `nullopt` if there is no such field, or it is not one date.
std::optional<sys_seconds> date_in(const RequestParser& request, std::string_view name,
                                   sys_seconds now) {
  const FieldLines lines = lines_of(request, name);
  return lines.count == 1 ? parse_date(lines.first, now) : std::nullopt;
}

/// RFC 9110 §13.2.2, steps 1 to 4.
Status check_conditions(const RequestParser& request, const Validators& validators,
                        sys_seconds now) {
  if (lines_of(request, "If-Match").any()) {
    if (!is_listed(request, "If-Match", validators.etag(), equal_strongly))
      return Status::precondition_failed;
  } else if (validators.any()) {
    const auto date = date_in(request, "If-Unmodified-Since", now);
    if (date && validators.modified() > *date) return Status::precondition_failed;
  }
  if (lines_of(request, "If-None-Match").any()) {
    if (is_listed(request, "If-None-Match", validators.etag(), equal_weakly))
      return Status::not_modified;
  } else if (validators.any()) {
    const auto date = date_in(request, "If-Modified-Since", now);
    if (date && validators.modified() <= *date) return Status::not_modified;
  }
  return Status::ok;
}

/// RFC 9110 §13.1.5: whether Range is to be applied. A date is as strong as the tag.
bool if_range_holds(const RequestParser& request, const Validators& validators, sys_seconds now) {
  const FieldLines lines = lines_of(request, "If-Range");
  if (!lines.any()) return true;
  if (lines.count > 1 || !validators.any() || validators.weak()) return false;
  if (lines.first.starts_with('"')) return equal_strongly(lines.first, validators.etag());
  return parse_date(lines.first, now) == validators.modified();
}

/// `nullopt` if it is not a number; the largest one for anything larger.
std::optional<std::uint64_t> number_in(std::string_view digits) {
  if (digits.empty() || !std::ranges::all_of(digits, scan::is_digit)) return std::nullopt;
  std::uint64_t value = 0;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return result.ec == std::errc() ? value : largest;
}

/// The only element of a list, or empty text if there are more, or none.
std::string_view only_element(std::string_view list) {
  std::string_view only;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string_view element = scan::trim(list.substr(0, comma));
    if (!element.empty() && !only.empty()) return {};
    if (!element.empty()) only = element;
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return only;
}

/// The bytes that a range-spec means of `whole` (RFC 9110 §14.1.2), none if it is unsatisfiable;
/// `nullopt` if it is malformed.
std::optional<ByteRange> resolve_range(std::string_view spec, std::uint64_t whole) {
  const std::size_t dash = spec.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto first = number_in(spec.substr(0, dash));
  const auto last = number_in(spec.substr(dash + 1));
  if (dash == 0) {                                                // the last bytes
    if (!last || (*last > 0 && whole == 0)) return std::nullopt;  // all of nothing
    const std::uint64_t size = std::min(*last, whole);
    return ByteRange{whole - size, size, whole};
  }
  const bool open = dash + 1 == spec.size();
  if (!first || (!open && (!last || *last < *first))) return std::nullopt;
  if (*first >= whole) return ByteRange{0, 0, whole};
  return ByteRange{*first, std::min(open ? largest : *last, whole - 1) - *first + 1, whole};
}

/// The one range of Range; `nullopt` if it is to be ignored.
std::optional<ByteRange> range_in(const RequestParser& request, std::uint64_t whole) {
  constexpr std::string_view unit = "bytes=";
  const FieldLines lines = lines_of(request, "Range");
  if (lines.count != 1 || !same_token(lines.first.substr(0, unit.size()), unit))
    return std::nullopt;
  return resolve_range(only_element(lines.first.substr(unit.size())), whole);
}

}  // namespace

Validators::Validators(std::uint64_t size, std::uint64_t inode, std::int64_t modified,
                       sys_seconds now, bool weak) {
  using std::chrono::nanoseconds;
  using std::chrono::seconds;
  char* at = etag_.data();
  char* const end = at + etag_.size();
  const auto put = [&at](std::string_view text) { at = std::ranges::copy(text, at).out; };
  const auto put_number = [&at, end](std::uint64_t value) {
    at = std::to_chars(at, end, value, 16).ptr;
  };
  put(weak ? "W/\"" : "\"");
  put_number(size);
  put("-");
  put_number(inode);
  put("-");
  put_number(static_cast<std::uint64_t>(modified));
  put("\"");
  etag_size_ = static_cast<std::uint8_t>(at - etag_.data());
  const sys_seconds changed(std::chrono::floor<seconds>(nanoseconds(modified)));
  modified_ = std::max(std::min(changed, now), sys_seconds());
  write_date(modified_, date_);
}

Selection evaluate_conditions(const RequestParser& request, const Validators& validators,
                              std::uint64_t size, sys_seconds now) {
  const Status status = check_conditions(request, validators, now);
  if (status != Status::ok) return {status, {}};
  if (request.request().method != Method::get || !validators.any()) return {};
  const auto range = range_in(request, size);
  if (!range || !if_range_holds(request, validators, now)) return {};
  if (range->size > 0) return {Status::partial_content, *range};
  return {Status::range_not_satisfiable, *range};
}

std::string_view write_content_range(const ByteRange& range,
                                     std::span<char, longest_content_range> out) {
  char* at = out.data();
  char* const end = at + out.size();
  const auto put = [&at](std::string_view text) { at = std::ranges::copy(text, at).out; };
  const auto put_number = [&at, end](std::uint64_t value) {
    at = std::to_chars(at, end, value).ptr;
  };
  put("bytes ");
  if (range.size == 0) {
    put("*");
  } else {
    put_number(range.first);
    put("-");
    put_number(range.first + (range.size - 1));
  }
  put("/");
  put_number(range.whole);
  return {out.data(), static_cast<std::size_t>(at - out.data())};
}

}  // namespace tiga::http
