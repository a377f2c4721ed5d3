#include "loadgen/merge_counts.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace tiga::loadgen {
namespace {

void add_requests(const Summary& part, Summary& all) {
  all.concurrency += part.concurrency;
  all.attempted += part.attempted;
  all.outcomes += part.outcomes;
  all.not_started += part.not_started;
  all.interrupted = all.interrupted || part.interrupted;
  all.interim_replies += part.interim_replies;
  all.bytes_received += part.bytes_received;
  all.bytes_sent += part.bytes_sent;
  all.connections_opened += part.connections_opened;
  all.sources += part.sources;
  all.kernel.syn_retransmits += part.kernel.syn_retransmits;
  all.kernel.listen_overflows += part.kernel.listen_overflows;
  all.ab += part.ab;
}

void add_generator(const GeneratorFacts& part, GeneratorFacts& all) {
  all.cpu_s += part.cpu_s;
  all.core_share = std::max(all.core_share, part.core_share);
  all.busy_wait_s += part.busy_wait_s;
  all.threads.insert(all.threads.end(), part.threads.begin(), part.threads.end());
  if (all.engine.empty()) {
    all.engine = part.engine;
  } else if (all.engine.find(part.engine) == std::string::npos) {
    all.engine += " " + part.engine;
  }
}

void add_warmup(const WarmupFacts& part, std::optional<WarmupFacts>& all) {
  if (!all) {
    all = part;
    return;
  }
  all->seconds = std::max(all->seconds, part.seconds);
  all->requests += part.requests;
  all->failed += part.failed;
}

void add_background_clients(const BackgroundClientFacts& part,
                            std::optional<BackgroundClientFacts>& all) {
  if (!all) {
    all = part;
    return;
  }
  if (all->slow_readers == 0) {
    all->slow_path = part.slow_path;
    all->slow_rate = part.slow_rate;
  }
  all->idle += part.idle;
  all->idle_at_begin += part.idle_at_begin;
  all->idle_at_end += part.idle_at_end;
  all->slow_readers += part.slow_readers;
  all->slow_readers_at_begin += part.slow_readers_at_begin;
  all->slow_readers_at_end += part.slow_readers_at_end;
  all->slow_requests += part.slow_requests;
  all->slow_replies += part.slow_replies;
  all->slow_failures += part.slow_failures;
  all->slow_bytes += part.slow_bytes;
  all->cpu_s += part.cpu_s;
}

}  // namespace

void add_counts(const Summary& part, Summary& all) {
  add_requests(part, all);
  add_generator(part.generator, all.generator);
  if (part.warmup) {
    add_warmup(*part.warmup, all.warmup);
  }
  if (part.background_clients) {
    add_background_clients(*part.background_clients, all.background_clients);
  }
}

}  // namespace tiga::loadgen
