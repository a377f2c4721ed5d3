// The terminal on which a run is watched: how large it is, and lines that are drawn again in place.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tiga::suite::progress {

/// What a terminal has room for, in characters, and whether and how it may be drawn on.
struct Terminal {
  std::size_t columns = 80;
  std::size_t rows = 24;
  bool styled = true;      ///< texts may be bold or dim
  bool foreground = true;  ///< false: another program's now, as that of a job that was sent to `bg`
  /// How often this process went on after it was stopped (Ctrl-Z): others have written since.
  int continued = 0;

  friend bool operator==(const Terminal&, const Terminal&) = default;
};

/// Asks for its state now: its window may have been resized.
using TerminalSource = std::function<Terminal()>;

/// The terminal behind a descriptor; empty if there is none, or none whose cursor can be moved
/// (TERM unset, empty or "dumb"). A terminal that does not know its size counts as 80 × 24.
/// NO_COLOR (https://no-color.org) is respected. Handles SIGCONT from then on.
TerminalSource terminal_of(int descriptor);

/// A line as it is written, with escape sequences that style it, and the columns that it takes.
struct Line {
  std::string text;
  std::size_t width = 0;
};

/// A line without any style, cut to `room` columns: the last one is "…" then.
Line plain_line(std::string text, std::size_t room);

/// Dim or bold, if `styled`.
std::string dim(std::string_view text, bool styled);
std::string bold(std::string_view text, bool styled);

/// Lines at the end of what a terminal shows, drawn again in place. Not thread-safe.
class LiveLines {
 public:
  explicit LiveLines(std::function<void(const std::string&)> write);
  /// Replaces those that were drawn, in one write. The cursor stays behind the last one. `columns`
  /// are those of the terminal now: it is taken to have wrapped the lines that were wider.
  void draw(const std::vector<Line>& lines, std::size_t columns);
  /// Leaves nothing of them, and the cursor where the first one began.
  void clear(std::size_t columns);
  /// Leaves them where they are; the next ones are drawn from the cursor on.
  void forget() { widths_.clear(); }
  bool empty() const { return widths_.empty(); }

 private:
  std::string back_to_first(std::size_t columns) const;

  std::function<void(const std::string&)> write_;
  std::vector<std::size_t> widths_;
};

}  // namespace tiga::suite::progress
