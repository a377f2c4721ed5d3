#include "servers/core/workload.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>

namespace tiga::servers::core {
namespace {

using Figure = std::uint64_t;

Reply burnt(Figure microseconds) {
  Reply reply = tiny_page();
  reply.work = {Work::Kind::burn, std::chrono::microseconds(microseconds)};
  return reply;
}

Reply slept(Figure milliseconds) {
  Reply reply = tiny_page();
  reply.work = {Work::Kind::sleep, std::chrono::milliseconds(milliseconds)};
  return reply;
}

Reply filled(Figure bytes) {
  Reply reply;
  reply.content_type = "text/plain";
  reply.filler = bytes;
  return reply;
}

Reply streamed(Figure bytes) {
  Reply reply = filled(bytes);
  reply.length_unsaid = true;
  return reply;
}

struct Kind {
  std::string_view name;
  std::string_view unit;
  Figure most;
  Reply (*reply)(Figure);
};

constexpr std::array<Kind, 4> kinds{{{"cpu", "microseconds", most_microseconds, burnt},
                                     {"sleep", "milliseconds", most_milliseconds, slept},
                                     {"bytes", "bytes", most_bytes, filled},
                                     {"stream", "bytes", most_bytes, streamed}}};

// `nullopt` unless the whole text is digits and at most `most`.
std::optional<Figure> figure_of(std::string_view text, Figure most) {
  Figure value = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stopped != end || value > most) {
    return std::nullopt;
  }
  return value;
}

}  // namespace

Reply workload_reply(std::string_view path) {
  path.remove_prefix(workload_prefix.size());
  const std::size_t slash = path.find('/');
  const auto kind = std::ranges::find(kinds, path.substr(0, slash), &Kind::name);
  if (kind == kinds.end()) {
    return Resources::error(http::Status::not_found, "there is no such workload");
  }
  const auto figure = slash == std::string_view::npos
                          ? std::nullopt
                          : figure_of(path.substr(slash + 1), kind->most);
  if (!figure) {
    return Resources::error(http::Status::bad_request,
                            fmt::format("{} takes a whole number of {}, {} at most", kind->name,
                                        kind->unit, kind->most));
  }
  return kind->reply(*figure);
}

}  // namespace tiga::servers::core
