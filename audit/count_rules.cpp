#include <fmt/format.h>

#include <algorithm>

#include "audit/checks.hpp"
#include "audit/evidence.hpp"

namespace tiga::audit {
namespace {

// "HTTP/1.1 200" CR LF CR LF: a status line without even the space that RFC 9112 §4 asks for behind
// the status, and the empty line.
constexpr double shortest_reply = 16;

double value_or_0(const Row& row, Field field) {
  const Figure* figure = row.find(field);
  return figure == nullptr ? 0 : figure->value;
}

// Requests that the row calls answered.
double answered(const Row& row) {
  if (const Figure* ok = row.find(Field::ok)) {
    return ok->value;
  }
  return value_or_0(row, Field::complete) - value_or_0(row, Field::failed);
}

// What can have been received at most; nothing where the row does not tell. `printed` has the
// figure.
struct Received {
  double most = 0;
  bool is_zero = false;
  std::string printed;
};

std::optional<Received> received(const Row& row) {
  if (const Figure* octets = row.find(Field::octets)) {
    return Received{octets->range().high, octets->value == 0, octets->shown() + " received"};
  }
  const Figure* rate = row.find(Field::transfer_rate);
  const Figure* time = row.find(Field::time_taken);
  if (rate == nullptr || time == nullptr) {
    return std::nullopt;
  }
  return Received{(rate->range() * time->range()).high, rate->value == 0,
                  fmt::format("{} for {}", rate->shown(), time->shown())};
}

template <typename Find>
std::vector<Finding> in_each_row(const Table& table, Find find) {
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    std::string figures = find(table.rows[i]);
    if (!figures.empty()) {
      findings.push_back({i, std::move(figures)});
    }
  }
  return findings;
}

std::string counts_of(const Row& row) {
  std::string text;
  for (const Field field : {Field::requests, Field::attempted, Field::complete, Field::ok,
                            Field::failed, Field::abandoned}) {
    if (const Figure* figure = row.find(field)) {
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", figure->text, facts_of(field).name);
    }
  }
  return text;
}

}  // namespace

std::vector<Finding> no_reply(const Table& table) {
  return in_each_row(table, [](const Row& row) -> std::string {
    const auto octets = received(row);
    if (!octets || !octets->is_zero || octets->most >= shortest_reply * answered(row)) {
      return "";
    }
    return fmt::format("{}; {}", counts_of(row), octets->printed);
  });
}

std::vector<Finding> short_replies(const Table& table) {
  return in_each_row(table, [](const Row& row) -> std::string {
    const auto octets = received(row);
    if (!octets || octets->is_zero || octets->most >= shortest_reply * answered(row)) {
      return "";
    }
    return fmt::format("{}; {}: at most {} octets for each", counts_of(row), octets->printed,
                       number(octets->most / answered(row)));
  });
}

std::vector<Finding> non_2xx_throughout(const Table& table) {
  return in_each_row(table, [](const Row& row) -> std::string {
    const double others = value_or_0(row, Field::non_2xx);
    const double complete = value_or_0(row, Field::complete);
    return others > 0 && complete > 0 && others >= complete
               ? fmt::format("{} non-2xx of {} complete", others, complete)
               : "";
  });
}

std::vector<Finding> some_non_2xx(const Table& table) {
  return in_each_row(table, [](const Row& row) -> std::string {
    const double others = value_or_0(row, Field::non_2xx);
    const double complete = value_or_0(row, Field::complete);
    return others > 0 && (others < complete || complete == 0)
               ? fmt::format("{} non-2xx of {} complete", others, complete)
               : "";
  });
}

std::vector<Finding> all_failed(const Table& table) {
  return in_each_row(table, [](const Row& row) {
    const double failed = value_or_0(row, Field::failed);
    return failed > 0 && failed == value_or_0(row, Field::complete) ? counts_of(row) : "";
  });
}

std::vector<Finding> failed_above_complete(const Table& table) {
  return in_each_row(table, [](const Row& row) {
    const Figure* complete = row.find(Field::complete);
    return complete != nullptr && value_or_0(row, Field::failed) > complete->value ? counts_of(row)
                                                                                   : "";
  });
}

std::vector<Finding> more_than_asked(const Table& table) {
  return in_each_row(table, [&](const Row& row) -> std::string {
    const Figure* asked = row.find(Field::requests);
    if (asked == nullptr) {
      return "";
    }
    for (const Field field : {Field::complete, Field::ok}) {
      if (value_or_0(row, field) > asked->value) {
        return counts_of(row);
      }
    }
    const bool refuses = table.tool == Tool::ab || table.tool == Tool::loadgen;
    return refuses && value_or_0(row, Field::concurrency) > asked->value
               ? fmt::format("{} at a time, {} in all", value_or_0(row, Field::concurrency),
                             asked->text)
               : "";
  });
}

std::vector<Finding> counts_differ(const Table& table) {
  return in_each_row(table, [&](const Row& row) -> std::string {
    double kinds = 0;
    for (const Field field : {Field::connect_failures, Field::receive_failures,
                              Field::length_failures, Field::exceptions}) {
      kinds += value_or_0(row, field);
    }
    const Figure* failed = row.find(Field::failed);
    if (failed != nullptr && kinds > failed->value) {
      return fmt::format("{} failed, but {} of all kinds together", failed->text, kinds);
    }
    const Figure* ok = row.find(Field::ok);
    if (ok == nullptr || failed == nullptr) {
      return "";
    }
    const double ended = ok->value + failed->value + value_or_0(row, Field::abandoned);
    const Figure* attempted = row.find(Field::attempted);
    const Figure* asked = row.find(Field::requests);
    const bool differ =
        attempted != nullptr ? ended != attempted->value : asked != nullptr && ended > asked->value;
    return differ ? counts_of(row) : "";
  });
}

std::vector<Finding> fewer_than_asked(const Table& table) {
  return in_each_row(table, [](const Row& row) {
    const Figure* asked = row.find(Field::requests);
    const bool counted = row.find(Field::complete) != nullptr || row.find(Field::ok) != nullptr;
    const double ended = std::max(value_or_0(row, Field::complete), value_or_0(row, Field::ok)) +
                         value_or_0(row, Field::failed);
    return asked != nullptr && counted && ended < asked->value ? counts_of(row) : "";
  });
}

std::vector<Finding> html_octets(const Table& table) {
  return in_each_row(table, [&](const Row& row) -> std::string {
    const Figure* content = row.find(Field::html_octets);
    const Figure* all = row.find(Field::octets);
    if (content == nullptr) {
      return "";
    }
    if (all != nullptr && is_below(all->range(), content->range())) {
      return fmt::format("{} of content in {} in all", content->shown(), all->shown());
    }
    const Figure* length = row.find(Field::document_length);
    const double least = value_or_0(row, Field::document_length) * answered(row);
    return table.tool != Tool::unknown && length != nullptr && nothing_failed(row) &&
                   content->value < least
               ? fmt::format("{} complete, none failed, of {} each, but {} of content",
                             value_or_0(row, Field::complete), length->shown(), content->shown())
               : "";
  });
}

std::vector<Finding> keep_alive_count(const Table& table) {
  return in_each_row(table, [](const Row& row) -> std::string {
    const Figure* complete = row.find(Field::complete);
    const double kept = value_or_0(row, Field::keep_alive);
    return complete != nullptr && kept > complete->value
               ? fmt::format("{} keep-alive requests of {} complete", kept, complete->text)
               : "";
  });
}

std::vector<Finding> keep_alive_refused(const Table& table) {
  return in_each_row(table, [](const Row& row) -> std::string {
    const Figure* kept = row.find(Field::keep_alive);
    const double complete = value_or_0(row, Field::complete);
    return kept != nullptr && kept->value == 0 && complete > 0
               ? fmt::format("0 keep-alive requests of {} complete", complete)
               : "";
  });
}

std::vector<Finding> negative(const Table& table) {
  return in_each_row(table, [](const Row& row) -> std::string {
    const auto below_0 = std::ranges::find_if(row.figures, [](const auto& figure) {
      return figure.second.value < 0 && facts_of(figure.first).dimension != Dimension::text;
    });
    return below_0 == row.figures.end()
               ? ""
               : fmt::format("{}: {}", facts_of(below_0->first).name, below_0->second.shown());
  });
}

}  // namespace tiga::audit
