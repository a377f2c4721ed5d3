#include "suite/reading.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "suite/paragraph.hpp"

namespace tiga::suite {
namespace {

bool any_bound(std::span<const Table> tables, std::optional<bool> bound) {
  return std::ranges::any_of(tables, [&](const Table& table) {
    return std::ranges::find(table.rows, bound, &TableEntry::lower_bound) != table.rows.end();
  });
}

std::string about_rows(const RunData& run, std::span<const Table> tables,
                       const Published& published) {
  const bool compared = std::ranges::any_of(tables, [&](const Table& table) {
    return any_published(run.manifest.plan, published, table);
  });
  std::string row = "Each row is one real run, the valid one of median time taken";
  if (!compared) {
    return note(row + ".");
  }
  return note(row +
              "; `published` is the 2020 report's requests per second, `ratio` the measured by the "
              "published.") +
         note(
             "The published servers were other ones (Python, under WSL) on another machine, and "
             "all their replies were 404: GET / had no page. The ratio says how far apart, below "
             "each table stands why; the evidence in results/report-2020/README.md.");
}

std::string about_signs(std::span<const Table> tables) {
  std::string page;
  if (any_bound(tables, true)) {
    page += note(
        ">= the generator used 95 % of its core or more (median over the blocks): the server can "
        "do at least that. With a connection for each request on two cores this is usual.");
  }
  if (any_bound(tables, std::nullopt)) {
    page += note("? it is not known whether the generator was the limit.");
  }
  return page;
}

// The generator's own cost and checks are part of what an arm shows.
std::string about_wrk(const Plan& plan) {
  std::vector<std::string> loaded;
  for (const std::string& arm : plan.arms) {
    if (plan.arm(arm).generator == Generator::wrk) {
      loaded.push_back(arm);
    }
  }
  if (loaded.empty()) {
    return "";
  }
  std::string text =
      fmt::format("wrk loaded {}: it checks no content, and ok is there a status below 400.",
                  fmt::join(loaded, ", "));
  if (loaded.size() < plan.arms.size()) {
    text +=
        " loadgen loaded the others. A ratio across the two compares generators as well as "
        "servers.";
  }
  return note(text);
}

std::string about_cores(const Manifest& manifest) {
  const bool balances = std::ranges::any_of(manifest.plan.arms, [&](const std::string& arm) {
    return manifest.plan.arm(arm).backends > 0;
  });
  const std::uint64_t cores = manifest.machine.cores;
  const bool few = (manifest.placement.servers && manifest.placement.servers->size() <= 1) ||
                   (cores > 0 && cores <= 2);
  if (!balances || !few) {
    return "";
  }
  return note(
      fmt::format("{} cannot show what a balancer gains from more cores, only what it costs.",
                  cores == 2 ? "Two cores" : "One core for the servers"));
}

std::string about_build(const BuildFacts& build) {
  std::string page;
  if (!build.measures) {
    page +=
        note("Measured with an unoptimised or sanitized build, forced: the figures mean nothing.");
  }
  if (build.source_modified()) {
    page += note(
        fmt::format("Measured from a source tree that is no commit ({}).", build.git_describe));
  }
  return page;
}

}  // namespace

bool any_published(const Plan& plan, const Published& published, const Table& table) {
  return std::ranges::any_of(table.rows, [&](const TableEntry& entry) {
    return published.find_comparable(plan, table.arm, entry.row.concurrency_level) != nullptr;
  });
}

std::string reading_page(const RunData& run, std::span<const Table> tables,
                         const Published& published) {
  const Manifest& manifest = run.manifest;
  return "\nHow to read them\n" + about_rows(run, tables, published) + about_signs(tables) +
         about_wrk(manifest.plan) + about_cores(manifest) + about_build(manifest.build);
}

}  // namespace tiga::suite
