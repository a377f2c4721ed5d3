#include "tests/audit/rules/rule_examples.hpp"

namespace tiga::audit::rules {

namespace {

// A leak: the k-th of 1000 requests takes k ms; beside it one tail.
constexpr std::string_view linear =
    "  50%  500\n  66%  660\n  75%  750\n  80%  800\n  90%  900\n  95%  950\n 100%  1000\n";
constexpr std::string_view tailed =
    "  50%  100\n  66%  160\n  75%  250\n  80%  300\n  90%  500\n  95%  750\n 100%  1000\n";

}  // namespace

std::vector<Example> examples_of_latencies() {
  return {
      {"percentiles-descend",
       "c,p50 (ms),p90 (ms),max latency (ms)\n1,5.0,4.7,9\n1,5.0,5.0,3\n",
       {1, 2},
       "c,p50 (ms),p90 (ms),max latency (ms)\n1,5.0,5.0,5.0\n1,5.4,5,5\n"},
      {"mean-out-of-range",
       "c,latency min,latency mean,latency max\n1,2.0,1.5,9\n1,2.0,9.9,5\n",
       {1, 2},
       "c,latency min,latency mean,latency max\n1,2.0,2.0,2.0\n1,2.0,3,2.9\n"},
      {"latency-above-run",
       "c,time taken (s),max latency (ms)\n10,1.5,1700\n",
       {1},
       "c,time taken (s),max latency (ms)\n10,1.5,1500\n10,1.5,1600\n"},
      // At least a tenth of the requests took 200 ms: the mean is 20 ms or more.
      // Half took 40 ms or more; a tenth at most 90 ms, the others 50 ms.
      {"mean-out-of-range",
       "c,complete,mean latency (ms),median (ms)\n10,1000,15.0,40.0\n10,1000,19.5,40.0\n",
       {1},
       "c,complete,mean latency (ms),median (ms)\n10,1000,20.5,40.0\n"},
      {"mean-out-of-range",
       "c,complete,mean latency (ms),p90 (ms),max latency (ms)\n10,1000,60.0,50.0,90.0\n",
       {1},
       "c,complete,mean latency (ms),p90 (ms),max latency (ms)\n10,1000,53.0,50.0,90.0\n"},
      {"syn-retransmit",
       "c,median (ms),p99 (ms),max latency (ms)\n10,12,20,1012\n10,12,3020,4000\n",
       {1, 2},
       "c,median (ms),p99 (ms),max latency (ms)\n10,12,20,900\n10,700,1010,1020\n10,1,2,1500\n"},
      {"syn-retransmit",
       "c,time taken,complete\n1,0.2,1000\n500,1.05,1000\n1000,3.08,1000\n",
       {2, 3},
       "c,time taken,complete\n1,1.02,1000\n50,1.02,1000\n100,1.3,1000\n"},
      {"slows-as-served",
       ab("Concurrency Level: 1\nComplete requests: 1000\n" + std::string(linear)),
       {1},
       ab("Concurrency Level: 1\nComplete requests: 1000\n" + std::string(tailed))},
      // A burst drains from a queue in the same way, and means nothing.
      {"slows-as-served",
       ab("Concurrency Level: 1\nComplete requests: 500\n" + std::string(linear)),
       {1},
       ab("Concurrency Level: 200\nComplete requests: 500\n" + std::string(linear))},
      {"slows-as-served",
       "c,complete,requests per second\n1,20,102.1\n1,100,21.5\n",
       {2},
       "c,complete,requests per second\n1,20,102.1\n1,100,82.5\n2,400,5.1\n"},
  };
}

std::vector<Example> examples_of_tables() {
  return {
      {"slows-as-served",
       "c,time taken,complete\n1,483.745,1000\n50,422.244,1000\n1000,442.227,1000\n",
       {0},
       "c,time taken,complete\n1,48.745,1000\n50,42.244,1000\n1000,44.227,1000\n"},
      {"slows-as-served",
       "c,time taken,complete,total transferred\n1,400.1,1000,122000\n5,410.1,1000,122000\n"
       "50,390.1,1000,122000\n",
       {0},
       // Large replies take their time; more connections help.
       "c,time taken,complete,total transferred\n1,400.1,1000,122000000\n5,410.1,1000,122000000\n"
       "50,390.1,1000,122000000\n"},
      {"slows-as-served",
       "c,time taken,complete\n1,400.1,1000\n5,410.1,1000\n50,390.1,1000\n",
       {0},
       "c,time taken,complete\n1,400.1,1000\n5,210.1,1000\n50,190.1,1000\n"},
      {"copied-row",
       "c,time taken,complete,rps,time per request (ms)\n50,59.397,1000,16.84,59.397\n"
       "100,59.985,1000,16.84,59.397\n",
       {2},
       // Wrong, but not copied; the same to every digit, and right.
       "c,time taken,complete,rps,time per request (ms)\n50,59.397,1000,16.84,59.397\n"
       "100,59.985,1000,16.94,59.997\n500,59.397,1000,16.84,59.397\n"},
      {"same-figures",
       "c,time taken,complete\n50,59.397,1000\n100,59.397,1000\n",
       {2},
       "c,time taken,complete\n50,1.580,1000\n100,1.580,1000\n50,59.397,1000\n50,59.397,1000\n"},
      {"level-twice",
       "name,c,requests,rps\na,50,1000,500\na,100,1000,900\na,50,1000,440\n",
       {3},
       // Other servers, levels, lengths; repeats that agree.
       "name,c,requests,rps\na,50,1000,500\nb,50,1000,900\na,50,1000,460\na,60,1000,900\n"
       "a,50,2000,900\n"},
      {"one-request-each",
       "concurrency,complete,time\n1000,1000,5.5\n",
       {1},
       "concurrency,complete,time\n1000,1001,5.5\n1,1,5.5\n"},
      {"second-line",
       "c,time taken,complete,time per request (ms)\n1,2.168,1000,2.168\n50,59.397,1000,59.397\n",
       {2},
       "c,time taken,complete,time per request (ms)\n1,2.168,1000,2.168\n"
       "50,59.397,1000,2969.850\n"},
      {"too-many-digits",
       "c,complete,rps\n1,1000,461.26\n1,1000,461\n",
       {1},
       "c,complete,rps\n1,1000,46\n1,1000000,461.2\n"},
      {"short-run",
       "c,time taken,complete\n1,0.500,10\n5,0.400,10\n",
       {2},
       "c,time taken,complete\n1,1.000,10\n5,1.400,10\n"},
  };
}

}  // namespace tiga::audit::rules
