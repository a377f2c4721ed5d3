// Lines of a tool's report that count failures, but that no reader knows.
#pragma once

#include <bitset>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "audit/reading/tool_report.hpp"

namespace tiga::audit::reading {

/// Whether a line has a number above 0 beside a word for failures: "5 requests with mismatched
/// body", "$.resets: 3", "checks_failed: 5.00% 10 out of 200". Words within addresses do not count.
bool counts_failures(std::string_view line);

/// Notes on lines: the first five, and where more begin.
class LimitedNotes {
 public:
  /// What the notes say of a line, and of several: "counts failures", "count failures".
  LimitedNotes(std::string_view of_one, std::string_view of_more)
      : of_one_(of_one), of_more_(of_more) {}

  /// "line 5: '3 resets' counts failures"
  void add(std::size_t line, std::string_view text);
  const std::vector<std::string>& all() const { return all_; }

 private:
  std::string_view of_one_;
  std::string_view of_more_;
  std::vector<std::string> all_;
};

/// For lines that count failures.
LimitedNotes notes_on_failures();

/// Collects such lines of a text, with the tools that know them.
class UnreadLines {
 public:
  using Tools = std::bitset<all_tool_facts.size()>;

  /// A line that is not empty. `known_by`: the tools that have a pattern for it.
  void add(std::size_t number, std::string_view line, const Tools& known_by);
  /// What stands before the line `number` is not connected with what begins at the line `next`: an
  /// empty line, or one that begins something else and is `next` itself.
  void end_block(std::size_t number, std::size_t next);

  /// Notes on the lines that belong to a report: those between its lines, and those connected to
  /// its first or last one; a few for each. One more says so if there were too many lines before
  /// to look at all. The reports do not overlap, and are in the text's order.
  std::vector<std::vector<std::string>> notes_of(const std::vector<ToolReport>& reports) const;

 private:
  struct Line {
    std::size_t number = 0;
    std::size_t block_begin = 0;
    std::size_t block_end = 0;  // 0: the text's end
    std::string text;
    Tools known_by;
  };
  static bool reaches(const Line& line, const ToolReport& report);

  std::vector<Line> lines_;
  std::size_t block_begin_ = 1;
  std::size_t first_of_block_ = 0;  // of lines_
  std::size_t stopped_at_ = 0;      // the first line that is not in lines_; 0: none
  std::size_t stopped_block_ = 0;   // where its block begins
};

}  // namespace tiga::audit::reading
