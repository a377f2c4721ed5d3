// Compares request parsers on the requests of three real clients. Their results are checked for
// equality before anything is timed.
//
//   parser_bench --benchmark_enable_random_interleaving=true --benchmark_repetitions=10
//                --benchmark_report_aggregates_only=true
//
// Compare medians: the ratio of two contenders on one request matters, not the nanoseconds.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "bench/contender.hpp"
#include "bench/requests.hpp"

namespace tiga::bench {
namespace {

std::vector<Contender> contenders() {
  std::vector<Contender> all = {tiga_contender, beast_contender};
#ifdef TIGA_HAS_LLHTTP
  all.push_back(llhttp_contender);
#endif
  return all;
}

void compare_answers(const RealRequest& request) {
  const Answer expected = tiga_contender.answer(request.bytes);
  for (const Contender& contender : contenders()) {
    const Answer answer = contender.answer(request.bytes);
    if (answer.complete && answer == expected &&
        contender.parse(request.bytes) == expected.fields.size())
      continue;
    std::fprintf(stderr, "parser_bench: %s understands %s's request otherwise than tiga does\n",
                 contender.name, request.client.data());
    std::exit(EXIT_FAILURE);
  }
}

void time_parser(benchmark::State& state, const Contender& contender, std::string_view request) {
  for ([[maybe_unused]] auto _ : state) {
    benchmark::DoNotOptimize(request.data());
    benchmark::DoNotOptimize(contender.parse(request));
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(request.size()));
}

void register_all() {
  for (const RealRequest& request : real_requests) {
    compare_answers(request);
    for (const Contender& contender : contenders()) {
      const std::string name = std::string(request.client) + "/" + contender.name;
      benchmark::RegisterBenchmark(name.c_str(), [contender, request](benchmark::State& state) {
        time_parser(state, contender, request.bytes);
      });
    }
  }
}

}  // namespace
}  // namespace tiga::bench

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  tiga::bench::register_all();
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
