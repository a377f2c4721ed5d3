#include "servers/core/content/conditions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

#include "common/text.hpp"
#include "http/date.hpp"

namespace tiga::servers::core {
namespace {

using http::RequestParser;
using http::Status;
using std::chrono::sys_seconds;

constexpr std::string_view blanks = " \t";

/// Calls `visit` with the value of each line of a field.
template <typename Visit>
void for_each_line(const RequestParser& head, std::string_view name, Visit visit) {
  for (std::size_t index = 0; index < head.field_count(); ++index) {
    const http::Field field = head.field(index);
    if (http::same_token(field.name, name)) {
      visit(field.value);
    }
  }
}

/// The value of a field; empty if it has several lines, `nullopt` if it is missing. Where one value
/// is allowed, an empty one is invalid too.
std::optional<std::string_view> value_of(const RequestParser& head, std::string_view name) {
  std::optional<std::string_view> value;
  for_each_line(head, name,
                [&value](std::string_view line) { value = value ? std::string_view() : line; });
  return value;
}

/// `nullopt` also if the value is no date: such a field is ignored (RFC 9110 §13.1.3, §13.1.4).
std::optional<sys_seconds> date_of(const RequestParser& head, std::string_view name,
                                   sys_seconds now) {
  const auto value = value_of(head, name);
  return value ? http::parse_date(*value, now) : std::nullopt;
}

/// Takes the first entity tag off a list (RFC 9110 §5.6.1.2, §8.8.3). A comma may be part of a tag.
/// Empty at the end of the list, and if it goes on with anything else.
std::string_view take_tag(std::string_view& list) {
  list.remove_prefix(std::min(list.find_first_not_of(", \t"), list.size()));
  const std::size_t open = list.starts_with("W/") ? 2 : 0;
  const bool is_quoted = list.substr(open).starts_with('"');
  const std::size_t close = is_quoted ? list.find('"', open + 1) : std::string_view::npos;
  if (close == std::string_view::npos) {
    return {};
  }
  const std::string_view tag = list.substr(0, close + 1);
  list.remove_prefix(tag.size());
  const std::size_t next = list.find_first_not_of(blanks);
  const bool is_delimited = next == std::string_view::npos || list[next] == ',';
  return is_delimited ? tag : std::string_view();
}

/// RFC 9110 §8.8.3.2.
enum class Comparison : std::uint8_t { strong, weak };

bool tags_match(std::string_view a, std::string_view b, Comparison comparison) {
  const auto opaque = [](std::string_view tag) {
    return tag.substr(tag.starts_with("W/") ? 2 : 0);
  };
  return comparison == Comparison::weak ? opaque(a) == opaque(b) : a == b && !a.starts_with("W/");
}

/// Whether If-Match or If-None-Match, which has this value, names the representation.
bool names_representation(const RequestParser& head, std::string_view name, std::string_view value,
                          std::string_view own_tag, Comparison comparison) {
  bool named = value == "*";
  for_each_line(head, name, [&](std::string_view list) {
    for (std::string_view tag = take_tag(list); !tag.empty(); tag = take_tag(list)) {
      named = named || tags_match(tag, own_tag, comparison);
    }
  });
  return named;
}

/// What the conditions make of a 200: ok, 304 or 412, in the order of RFC 9110 §13.2.2.
Status evaluate(const RequestParser& head, const HeldFile* file, sys_seconds now) {
  const std::string_view tag = file == nullptr ? "" : std::string_view(file->validators.tag);
  if (const auto match = value_of(head, "If-Match")) {
    if (!names_representation(head, "If-Match", *match, tag, Comparison::strong)) {
      return Status::precondition_failed;
    }
  } else if (const auto since = date_of(head, "If-Unmodified-Since", now);
             since && file != nullptr && file->validators.modified > *since) {
    return Status::precondition_failed;
  }
  if (const auto match = value_of(head, "If-None-Match")) {
    if (names_representation(head, "If-None-Match", *match, tag, Comparison::weak)) {
      return Status::not_modified;
    }
  } else if (const auto since = date_of(head, "If-Modified-Since", now);
             since && file != nullptr && file->validators.modified <= *since) {
    return Status::not_modified;
  }
  return Status::ok;
}

/// RFC 9110 §13.1.5. A date is strong once its second is over (§8.8.2.2), and the cache of files
/// has noticed what changed in it.
bool if_range_holds(const RequestParser& head, const Validators& validators, sys_seconds now) {
  const auto value = value_of(head, "If-Range");
  if (!value) {
    return true;
  }
  if (const auto date = http::parse_date(*value, now)) {
    return *date == validators.modified && now - *date > FileCache::validity;
  }
  return tags_match(*value, validators.tag, Comparison::strong);
}

bool is_number(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// The value of digits; the largest number if it is larger.
std::uint64_t number_of(std::string_view digits) {
  std::uint64_t value = 0;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return result.ec == std::errc() ? value : std::numeric_limits<std::uint64_t>::max();
}

struct ByteRange {
  std::uint64_t first = 0;
  std::uint64_t size = 0;  ///< 0: no byte of the content is in it
};

/// The one range of bytes that is asked for, of a content of `size` bytes (RFC 9110 §14.1).
/// `nullopt` for several ranges, another unit, and a malformed value: the whole is sent, also for a
/// suffix of an empty content, since no Content-Range says that.
std::optional<ByteRange> parse_range(std::string_view value, std::uint64_t size) {
  constexpr std::string_view unit = "bytes=";
  if (!http::same_token(value.substr(0, unit.size()), unit)) {
    return std::nullopt;
  }
  const std::string_view range = common::trimmed(value.substr(unit.size()), ", \t");
  const std::size_t dash = range.find('-');
  if (dash == std::string_view::npos || range.size() == 1) {
    return std::nullopt;
  }
  const std::string_view from = range.substr(0, dash);
  const std::string_view to = range.substr(dash + 1);
  if (!is_number(from) || !is_number(to)) {
    return std::nullopt;
  }
  if (from.empty()) {
    const std::uint64_t suffix = std::min(number_of(to), size);
    return number_of(to) > 0 && size == 0 ? std::nullopt
                                          : std::optional(ByteRange{size - suffix, suffix});
  }
  const std::uint64_t first = number_of(from);
  const std::uint64_t last = to.empty() ? std::numeric_limits<std::uint64_t>::max() : number_of(to);
  if (last < first) {
    return std::nullopt;
  }
  return first < size ? ByteRange{first, std::min(last, size - 1) - first + 1} : ByteRange{};
}

/// Replaces a reply that sends a file by one that only says something about it.
void replace_content(Reply& reply, Reply&& by) {
  by.held = std::move(reply.held);
  reply = std::move(by);
}

/// A part of the file instead of the whole, or 416.
void select_range(const RequestParser& head, sys_seconds now, Reply& reply) {
  const auto value = value_of(head, "Range");
  const auto range = value ? parse_range(*value, reply.held->stamp.size) : std::nullopt;
  if (!range || !if_range_holds(head, reply.held->validators, now)) {
    return;
  }
  if (range->size == 0) {
    return replace_content(reply, Resources::error(Status::range_not_satisfiable));
  }
  reply.status = Status::partial_content;
  reply.file.offset = range->first;
  reply.file.left = range->size;
}

}  // namespace

void apply_conditions(const RequestParser& head, sys_seconds now, Reply& reply) {
  const http::Method method = head.request().method;
  if (reply.status != Status::ok || (method != http::Method::get && method != http::Method::head)) {
    return;
  }
  const Status status = evaluate(head, reply.held.get(), now);
  if (status == Status::precondition_failed) {
    reply = Resources::error(status);
  } else if (status == Status::not_modified) {
    Reply bare;
    bare.status = status;
    replace_content(reply, std::move(bare));
  } else if (reply.held && method == http::Method::get) {  // RFC 9110 §14.2: GET alone
    select_range(head, now, reply);
  }
}

std::string_view content_range(const Reply& reply, ContentRangeText& text) {
  const char* end = text.data();
  if (reply.status == Status::partial_content) {
    end = fmt::format_to(text.data(), "bytes {}-{}/{}", reply.file.offset,
                         reply.file.offset + reply.file.left - 1, reply.held->stamp.size);
  } else if (reply.status == Status::range_not_satisfiable) {
    end = fmt::format_to(text.data(), "bytes */{}", reply.held->stamp.size);
  }
  return {text.data(), static_cast<std::size_t>(end - text.data())};
}

}  // namespace tiga::servers::core
