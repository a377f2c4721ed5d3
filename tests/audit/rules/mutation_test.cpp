// Changes each figure of each fixture by 20 % and counts how often the rules notice: whether
// figures that contradict another one are found, by tool and field.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>

#include "audit/reading/number.hpp"
#include "audit/reading/reader.hpp"
#include "audit/rules/rules.hpp"
#include "common/error.hpp"
#include "common/files.hpp"
#include "tests/support/programs.hpp"

namespace tiga::audit::rules {
namespace {

constexpr std::size_t most_bytes = 6000;  // a longer file repeats itself

std::optional<AuditedFile> read(const std::string& text) {
  try {
    return reading::read_tables("mutated", text);
  } catch (const common::CannotRun&) {
    return std::nullopt;
  }
}

// Every finding: the table, the rule and the row.
using Found = std::set<std::tuple<std::size_t, std::string_view, std::size_t>>;

Found findings_of(const AuditedFile& file) {
  Found found;
  for (std::size_t i = 0; i < file.tables.size(); ++i) {
    for (const RuleFindings& findings : audit(file.tables[i])) {
      for (const Finding& finding : findings.of_rows) {
        found.emplace(i, findings.rule->name, finding.row);
      }
    }
  }
  return found;
}

bool has_error(const AuditedFile& file) {
  return std::ranges::any_of(file.tables, [](const AuditedTable& table) {
    const auto findings = audit(table);
    return !findings.empty() && findings.front().rule->severity == Severity::error;
  });
}

struct Changed {
  Tool tool;
  Field field;
};

// The only figure that differs; `nullopt` if none does, or several, or the tables are others.
std::optional<Changed> changed_figure(const AuditedFile& before, const AuditedFile& after) {
  std::optional<Changed> changed;
  if (before.tables.size() != after.tables.size()) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < before.tables.size(); ++i) {
    const auto& rows = before.tables[i].rows;
    const auto& others = after.tables[i].rows;
    if (rows.size() != others.size()) {
      return std::nullopt;
    }
    for (std::size_t y = 0; y < rows.size(); ++y) {
      for (const auto& [field, figure] : rows[y].figures) {
        const Figure* other = others[y].find(field);
        if (other == nullptr || (other->value != figure.value && changed)) {
          return std::nullopt;
        }
        if (other->value != figure.value) {
          changed = Changed{before.tables[i].tool, field};
        }
      }
    }
  }
  return changed;
}

// Each number of the text: where it begins, and how long it is.
std::vector<std::pair<std::size_t, std::size_t>> numbers_in(const std::string& text) {
  std::vector<std::pair<std::size_t, std::size_t>> found;
  const auto is_part = [](char letter) {
    return (letter >= '0' && letter <= '9') || letter == '.';
  };
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] < '0' || text[at] > '9') {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_part(text[end])) {
      ++end;
    }
    end -= text[end - 1] == '.' ? 1U : 0U;
    found.emplace_back(at, end - at);
    at = end + 1;
  }
  return found;
}

// The number times a factor, with as many digits behind the point; empty: it would be the same.
std::string scaled(const std::string& number, double factor) {
  const auto read = reading::parse_number(number, '.');
  if (!read) {
    return "";
  }
  const std::size_t point = number.find('.');
  const std::size_t decimals = point == std::string::npos ? 0 : number.size() - point - 1;
  std::string text = fmt::format("{:.{}f}", read->value * factor, decimals);
  return text == number ? std::string() : text;
}

struct Share {
  int found = 0;
  int of = 0;
};
using Shares = std::map<std::pair<Tool, Field>, Share>;

void mutate(const std::string& text, Shares& shares) {
  const auto before = read(text);
  if (!before || before->tables.empty() || has_error(*before)) {
    return;
  }
  const Found known = findings_of(*before);
  for (const auto& [at, length] : numbers_in(text)) {
    for (const double factor : {0.8, 1.2}) {
      const std::string number = scaled(text.substr(at, length), factor);
      if (number.empty()) {
        continue;
      }
      const auto after = read(text.substr(0, at) + number + text.substr(at + length));
      const auto changed = after ? changed_figure(*before, *after) : std::nullopt;
      if (changed) {
        Share& share = shares[{changed->tool, changed->field}];
        ++share.of;
        share.found += std::ranges::includes(known, findings_of(*after)) ? 0 : 1;
      }
    }
  }
}

Shares shares_of_fixtures() {
  Shares shares;
  const std::filesystem::path folder = tests::source_folder() / "tests/audit/fixtures";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.file_size() < most_bytes) {
      mutate(common::read_file(entry.path()), shares);
    }
  }
  return shares;
}

std::string name_of_tool(Tool tool) {
  return tool == Tool::unknown ? "tables" : std::string(facts_of(tool).name);
}

// As docs/audit.md has it: tool, found of all, fields whose changes are found each time, and
// others.
std::string page_of_shares(const Shares& shares) {
  struct Line {
    Share share;
    std::string always, sometimes, never;
  };
  std::map<Tool, Line> lines;
  for (const auto& [key, share] : shares) {
    Line& line = lines[key.first];
    line.share.found += share.found;
    line.share.of += share.of;
    const std::string name(facts_of(key.second).name);
    const auto add = [](std::string& list, const std::string& item) {
      list += (list.empty() ? "" : ", ") + item;
    };
    if (share.found == share.of) {
      add(line.always, name);
    } else if (share.found == 0) {
      add(line.never, name);
    } else {
      add(line.sometimes, fmt::format("{} {}/{}", name, share.found, share.of));
    }
  }
  std::string page = "| tool | found | always | sometimes | never |\n|---|---|---|---|---|\n";
  for (const auto& [tool, line] : lines) {
    page += fmt::format("| {} | {} of {} | {} | {} | {} |\n", name_of_tool(tool), line.share.found,
                        line.share.of, line.always, line.sometimes, line.never);
  }
  return page;
}

TEST(Mutations, AreFoundWhereASecondFigureContradictsThem) {
  const Shares shares = shares_of_fixtures();
  std::cout << page_of_shares(shares);
  const std::vector<std::pair<Tool, std::vector<Field>>> contradicted = {
      {Tool::ab,
       {Field::complete, Field::rate, Field::time_per_request_client,
        Field::time_per_request_across, Field::bytes, Field::transfer_rate}},
  };
  for (const auto& [tool, fields] : contradicted) {
    for (const Field field : fields) {
      const auto share = shares.find({tool, field});
      ASSERT_NE(share, shares.end()) << facts_of(tool).name << ' ' << facts_of(field).name;
      EXPECT_EQ(share->second.found, share->second.of)
          << facts_of(tool).name << ' ' << facts_of(field).name;
    }
  }
}

}  // namespace
}  // namespace tiga::audit::rules
