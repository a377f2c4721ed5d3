// A summary in which every field says something.
#pragma once

#include "loadgen/summary.hpp"

namespace tiga::loadgen {

inline Summary example_summary() {
  Summary summary;
  summary.target = {"nginx/1.22.1", "127.0.0.1", 8080, "/a?b", 5, false};
  summary.concurrency = 10;
  summary.keep_alive = true;
  summary.sends_content = true;
  summary.attempted = 1000;
  summary.outcomes[Outcome::ok] = 996;
  summary.outcomes[Outcome::wrong_status] = 3;
  summary.outcomes[Outcome::abandoned] = 1;
  summary.not_started = 24;
  summary.interrupted = true;
  summary.examples = {{Outcome::wrong_status, "status 404, expected 200",
                       std::string("HTTP/1.1 404 \"x\"\r\n\0\xff\x80", 21), "127.0.0.1:8080",
                       0.25}};
  summary.interim_replies = 21;
  summary.unfinished = UnfinishedFacts{1, 0.004, 0.25};
  summary.close_wait = CloseWaitFacts{5, 2, true, 1500, 200'000, 0.5, {{8, 9, 5}}, {{9, 10, 5}}};
  summary.elapsed_s = 0.5;
  summary.started_monotonic_ns = 1'234'567'890'123'456;
  summary.start_at = StartAtFacts{1'234'567'890'000'000, false, 123.5};
  summary.bytes_received = 102'400;
  summary.bytes_sent = 204'800;
  summary.connections_opened = 12;
  summary.mean_in_flight = 9.5;
  summary.generator = {0.125, 0.25, "epoll", {{0.125, 0.25}}, 0.0625};
  summary.local_ports = 28'232;
  summary.kernel = {7, 8};
  summary.open_loop = OpenLoopFacts{
      2000, "poisson", {1, 2, 3, 4, 5, 6, std::nullopt, std::nullopt, 7}, {{1000, 1004, 996}}};
  summary.warmup = WarmupFacts{1.5, 3000, 2};
  summary.background_clients = BackgroundClientFacts{
      256, 255, 254, 32, 31, 30, "/workload/stream/9", 65'536, 70, 40, 2, 7'340'032, 0.03125};
  summary.verdict = Verdict::server_measured;
  summary.latency_us = {100, 4768.5, 4000, 9000, 9500, 9900, std::nullopt, std::nullopt, 12'000};
  summary.connect_us = {10, 20, 30, 40, 50, 60, std::nullopt, std::nullopt, 70};
  summary.first_byte_us = {11, 21, 31, 41, 51, 61, std::nullopt, std::nullopt, 71};
  summary.mean_in_flight_us = 4768.5;
  summary.latency_bins = {{99'840, 100'352, 1}, {12'000'000, 12'058'624, 2}};
  summary.connect_bins = {{10'000, 10'016, 12}};
  summary.first_byte_bins = {{11'008, 11'024, 995}, {70'912, 71'168, 1}};
  summary.times = TimesTable{
      {0, 0.125, 0.25, 0, 1}, {0, 4, 2, 4, 11}, {0, 4, 2, 4, 10}, {0.1, 4.7, 2.1, 4, 12}};
  summary.percentages = {{50, 4}, {99, 9.9}, {100, 12}};
  summary.served_within_ms = {0.1, 0.1, 0.2};
  summary.ab = {999, 2, 0, 1, 1, 0, 3, 996, 4985};
  return summary;
}

}  // namespace tiga::loadgen
