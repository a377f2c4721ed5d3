#include "servers/core/content/workload.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>

#include "common/numbers.hpp"

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

// A new one is a line here, and a Work::Kind where it needs work of a new kind.
constexpr auto workload_list = std::to_array<Workload>({
    {"cpu", "microseconds", 1'000'000, burnt},
    {"sleep", "milliseconds", 10'000, slept},
    {"bytes", "bytes", Figure{1} << 30, filled},
    {"stream", "bytes", Figure{1} << 30, streamed},
});

// `nullopt` unless the whole text is digits and at most `most`.
std::optional<Figure> figure_of(std::string_view text, Figure most) {
  const auto value = common::to_number<Figure>(text);
  return value && *value <= most ? value : std::nullopt;
}

}  // namespace

std::span<const Workload> workloads() { return workload_list; }

Reply workload_reply(std::string_view path) {
  path.remove_prefix(workload_prefix.size());
  const std::size_t slash = path.find('/');
  const auto workload = std::ranges::find(workload_list, path.substr(0, slash), &Workload::name);
  if (workload == workload_list.end()) {
    return Resources::error(http::Status::not_found, "there is no such workload");
  }
  const auto figure = slash == std::string_view::npos
                          ? std::nullopt
                          : figure_of(path.substr(slash + 1), workload->most);
  if (!figure) {
    return Resources::error(http::Status::bad_request,
                            fmt::format("{} takes a whole number of {}, {} at most", workload->name,
                                        workload->unit, workload->most));
  }
  return workload->reply(*figure);
}

}  // namespace tiga::servers::core
