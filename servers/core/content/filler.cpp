#include "servers/core/content/filler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace tiga::servers::core {
namespace {

constexpr std::string_view line =
    "Lorem ipsum dolor sit amet, consectetur adipisicing elit, sed..\n";

// A piece consists of whole lines, so that the next one continues the text.
static_assert(Filler::chunk % line.size() == 0 && Filler::piece % line.size() == 0);

// Built on the heap: some threads have a small stack.
std::string make_text() {
  std::string text;
  text.reserve(Filler::piece);
  while (text.size() < Filler::piece) {
    text += line;
  }
  return text;
}

}  // namespace

std::string_view Filler::next(std::string& framing) {
  static const std::string text = make_text();
  const auto size =
      static_cast<std::size_t>(std::min<std::uint64_t>(left_, chunked_ ? chunk : piece));
  left_ -= size;
  done_ = chunked_ ? size == 0 : left_ == 0;
  if (chunked_) {
    const std::string_view end_of_last = begun_ ? "\r\n" : "";
    const std::string_view end_of_all = done_ ? "\r\n" : "";
    fmt::format_to(std::back_inserter(framing), "{}{:x}\r\n{}", end_of_last, size, end_of_all);
    begun_ = true;
  }
  return std::string_view(text).substr(0, size);
}

}  // namespace tiga::servers::core
