#include <fmt/format.h>

#include <iterator>
#include <vector>

#include "loadgen/quote.hpp"
#include "loadgen/report.hpp"

namespace tiga::loadgen {
namespace {

template <typename... Arguments>
void add(std::string& text, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  fmt::format_to(std::back_inserter(text), format, std::forward<Arguments>(arguments)...);
}

void add_outcomes(std::string& text, const Summary& summary) {
  add(text, "\nEnds of requests (each is counted once)\n");
  add(text, "  {:<16}{:>10}\n", "ok", summary.ok());
  for_each_outcome([&](Outcome outcome) {
    if (outcome != Outcome::ok && summary.outcomes[outcome] > 0) {
      add(text, "  {:<16}{:>10}\n", name_of(outcome), summary.outcomes[outcome]);
    }
  });
  add(text, "  {:<16}{:>10}\n", "attempted", summary.attempted);
  if (summary.not_started > 0) {
    add(text, "  {:<16}{:>10}\n", "not started", summary.not_started);
  }
  if (summary.interrupted) {
    add(text, "  The run was interrupted.\n");
  }
}

void add_examples(std::string& text, const std::vector<Example>& examples) {
  if (examples.empty()) {
    return;
  }
  add(text, "\nFirst of each failure\n");
  for (const Example& example : examples) {
    add(text, "  {} at {:.3f} s, {}: {}\n", name_of(example.outcome), example.at_s, example.peer,
        example.detail);
    if (!example.first_octets.empty()) {
      add(text, "    the reply began {}\n", quote(example.first_octets));
    }
  }
}

/// Which of ab's two counts say something else than ours, and why.
std::vector<std::string> differences(const Summary& summary) {
  std::vector<std::string> reasons;
  const AbCounts& ab = summary.ab;
  if (ab.complete != summary.ok()) {
    reasons.push_back(
        fmt::format("ab would call {} requests complete, {} of them ok: whatever ends with its "
                    "connection is complete to it",
                    ab.complete, summary.ok()));
  }
  if (ab.failed != summary.failed()) {
    reasons.push_back(
        fmt::format("ab would call {} requests failed, {} did not end ok: it looks at lengths and "
                    "broken connections, not at "
                    "status, framing and content",
                    ab.failed, summary.failed()));
  }
  return reasons;
}

std::string verdict_line(const Summary& summary) {
  const double percent = summary.generator.core_share * 100;
  switch (summary.verdict) {
    case Verdict::server_measured:
      return fmt::format("the server was measured (generator's core {:.0f} % busy)", percent);
    case Verdict::generator_limited:
      return fmt::format("the generator was the limit (core {:.0f} % busy): this is a lower bound",
                         percent);
    case Verdict::nothing_measured:
      break;
  }
  return "nothing was measured: no request ended ok";
}

void add_generator(std::string& text, const Summary& summary) {
  const GeneratorFacts& generator = summary.generator;
  add(text, "\nGoodput:                {:.2f} [#/sec] (ok)\n", summary.ok_per_second());
  add(text, "Connections opened:     {}\n", summary.connections_opened);
  add(text, "Mean in flight:         {:.1f} of {}\n", summary.mean_in_flight, summary.concurrency);
  if (const auto ratio = summary.littles_law_ratio()) {
    add(text, "Little's law:           {:.3f} (goodput x mean latency / mean in flight)\n", *ratio);
  }
  if (summary.attempted > 0) {
    add(text, "Generator:              {:.3f} s CPU, {:.1f} us a request, engine {}\n",
        generator.cpu_s, generator.cpu_s * 1e6 / static_cast<double>(summary.attempted),
        generator.engine);
  }
  add(text, "Verdict:                {}\n", verdict_line(summary));
}

}  // namespace

std::string counting_report(const Summary& summary) {
  std::string text;
  add_outcomes(text, summary);
  add_examples(text, summary.examples);
  const std::vector<std::string> reasons = differences(summary);
  if (!reasons.empty()) {
    add(text, "\nWhere ab's counts above differ\n");
  }
  for (const std::string& reason : reasons) {
    add(text, "  {}\n", reason);
  }
  add_generator(text, summary);
  return text;
}

}  // namespace tiga::loadgen
