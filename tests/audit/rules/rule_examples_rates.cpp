#include "tests/audit/rules/rule_examples.hpp"

namespace tiga::audit::rules {

std::vector<Example> examples_of_rates() {
  return {
      // 1000 / 1.698 is 588.93. Half a unit, or a unit cut off, of any last digit is no error.
      {"rate-times-time",
       "c,time taken,complete,requests per second\n1,1.698,1000,558.81\n1,1.698,1000,588.96\n"
       "1,1.698,1000,589.3\n",
       {1},
       "c,time taken,complete,requests per second\n1,1.698,1000,588.93\n1,1.698,1000,588.92\n"
       "1,1.7,1000,588\n1,2,1000,588.93\n"},
      // Each figure is in the table to its last digit, and still within its rounding.
      {"rate-times-time",
       "c;waktu;selesai;permintaan per detik\n50;59,985;1000;16,84\n",
       {1},
       "c;waktu;selesai;permintaan per detik\n50;59,985;1000;16,67\n50;59,985;1000;16,7\n"},
      // Without a unit, milliseconds are found by what fits; a rate of those that succeeded fits.
      {"rate-times-time",
       "c,time (ms),ok,failed,rps\n1,500,900,100,2100\n",
       {1},
       "c,time,ok,failed,rps\n1,500,900,100,2000\n1,500,900,100,1800\n"},
      {"time-per-request",
       "c,time taken (s),complete,time per request (ms)\n100,59.985,1000,59.397\n",
       {1},
       "c,time taken (s),complete,time per request (ms)\n100,59.985,1000,59.985\n"
       "100,59.985,1000,5998.5\n100,59.985,1000,60\n"},
      {"time-per-request",
       ab("Concurrency Level: 10\nTime taken for tests: 1.000 seconds\nComplete requests: 100\n"
          "Time per request: 10.000 [ms] (mean)\n"),
       {1},
       ab("Concurrency Level: 10\nTime taken for tests: 1.000 seconds\nComplete requests: 100\n"
          "Time per request: 100.000 [ms] (mean)\n"
          "Time per request: 10.000 [ms] (mean, across all concurrent requests)\n")},
      // A column without a unit is in seconds where that fits.
      {"time-per-request",
       "c,time taken,complete,time per request\n1,2.168,1000,0.003\n1,2.168,1000,2.2\n",
       {1},
       "c,time taken,complete,time per request\n1,2.168,1000,0.002168\n"},
      // Mean latencies below ab's heading: 7.75 of 8 and 7.8 of 8 in flight.
      {"time-per-request",
       "c,time taken (s),complete,time per request (ms)\n8,30.00,150000,1.75\n"
       "8,30.00,45000,5.20\n",
       {1, 2},
       "c,time taken (s),complete,rps,time per request (ms)\n8,30.00,150000,5000.00,1.55\n"
       "8,30.00,45000,1500.00,5.20\n"},
      {"transfer-times-time",
       "time taken,total transferred,transfer rate\n59.985,122000,2.01 KB/s\n",
       {1},
       "time taken,total transferred,transfer rate\n59.985,122000,1.99 KB/s\n"
       "59.985,122000,2.03 kB/s\n59.985,119.1 KB,1.99 KB/s\n"},
      {"beyond-loopback",
       ab("Concurrency Level: 10\nRequests per second: 210000.00 [#/sec]\n"),
       {1},
       ab("Concurrency Level: 10\nRequests per second: 190000.00 [#/sec]\n")},
      {"beyond-loopback",
       "concurrency,requests per second\n1,1200000.5\n50,1200000.5\n",
       {1},
       "concurrency,requests per second\n1,90000.5\n50,9000000.5\n"},
      {"beyond-loopback",
       "time taken,transfer rate (MB/s)\n1.5,200000.5\n",
       {1},
       "time taken,transfer rate (MB/s)\n1.5,20000.5\n"},
      {"zero-time",
       "c,time taken,complete\n1,0.000,1\n",
       {1},
       "c,time taken,complete\n1,0.001,1\n"},
  };
}

}  // namespace tiga::audit::rules
