#include "suite/progress/terminal.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <utility>

#include "common/text.hpp"

namespace tiga::suite::progress {
namespace {

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

volatile std::sig_atomic_t times_continued = 0;

void count_continued() {
  struct sigaction action {};
  action.sa_handler = [](int) { times_continued = times_continued + 1; };
  action.sa_flags = SA_RESTART;
  ::sigaction(SIGCONT, &action, nullptr);
}

Terminal state_of(int descriptor, bool styled) {
  Terminal terminal;
  terminal.styled = styled;
  const pid_t owner = ::tcgetpgrp(descriptor);
  terminal.foreground = owner < 0 || owner == ::getpgrp();  // unknown: of another session
  terminal.continued = times_continued;
  winsize window{};
  if (::ioctl(descriptor, TIOCGWINSZ, &window) == 0 && window.ws_col > 0 && window.ws_row > 0) {
    terminal.columns = window.ws_col;
    terminal.rows = window.ws_row;
  }
  return terminal;
}

// The first characters (code points) of a text in UTF-8.
std::string_view first_characters(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  while (at < text.size()) {
    const bool starts_one = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
    if (starts_one && count-- == 0) {
      break;
    }
    ++at;
  }
  return text.substr(0, at);
}

std::string in_style(std::string_view text, int code, bool styled) {
  return styled ? fmt::format("\033[{}m{}\033[0m", code, text) : std::string(text);
}

}  // namespace

TerminalSource terminal_of(int descriptor) {
  const std::string_view kind = variable("TERM");
  if (::isatty(descriptor) != 1 || kind.empty() || kind == "dumb") {
    return {};
  }
  count_continued();
  return
      [descriptor, styled = variable("NO_COLOR").empty()] { return state_of(descriptor, styled); };
}

Line plain_line(std::string text, std::size_t room) {
  const std::size_t width = common::characters(text);
  if (width <= room) {
    return {std::move(text), width};
  }
  if (room == 0) {
    return {};
  }
  return {fmt::format("{}…", first_characters(text, room - 1)), room};
}

std::string dim(std::string_view text, bool styled) { return in_style(text, 2, styled); }
std::string bold(std::string_view text, bool styled) { return in_style(text, 1, styled); }

LiveLines::LiveLines(std::function<void(const std::string&)> write) : write_(std::move(write)) {}

// A line takes at least one row, a wider one than the terminal several.
std::string LiveLines::back_to_first(std::size_t columns) const {
  const std::size_t room = std::max<std::size_t>(columns, 1);
  std::size_t rows = 0;
  for (const std::size_t width : widths_) {
    rows += std::max<std::size_t>((width + room - 1) / room, 1);
  }
  return rows > 1 ? fmt::format("\r\033[{}A", rows - 1) : "\r";
}

void LiveLines::draw(const std::vector<Line>& lines, std::size_t columns) {
  std::string text = back_to_first(columns);
  widths_.clear();
  for (const Line& line : lines) {
    text += fmt::format("{}{}\033[K", widths_.empty() ? "" : "\n", line.text);
    widths_.push_back(line.width);
  }
  write_(text + "\033[J");
}

void LiveLines::clear(std::size_t columns) {
  if (!empty()) {
    write_(back_to_first(columns) + "\033[J");
    widths_.clear();
  }
}

}  // namespace tiga::suite::progress
