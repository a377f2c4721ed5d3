#include "tests/audit/rules/rule_examples.hpp"

namespace tiga::audit::rules {

std::vector<Example> examples_of_failures() {
  return {
      {"non-2xx-throughout",
       ab("Complete requests: 1000\nNon-2xx responses: 1000\n"),
       {1},
       ab("Complete requests: 1000\nNon-2xx responses: 999\n")},
      // What received nothing has no status.
      {"non-2xx-throughout",
       ab("Complete requests: 400\nFailed requests: 36\n"
          "   (Connect: 0, Receive: 12, Length: 12, Exceptions: 12)\nNon-2xx responses: 388\n"),
       {1},
       ab("Complete requests: 400\nFailed requests: 36\n"
          "   (Connect: 0, Receive: 12, Length: 12, Exceptions: 12)\nNon-2xx responses: 387\n")},
      {"none-succeeded",
       "c,requests,ok,failed\n10,1000,0,1000\n10,1000,1,999\n",
       {1},
       "c,requests,ok,failed\n10,1000,1,999\n10,0,0,0\n"},
      // One status, of all requests; 2xx alone.
      {"non-2xx-throughout",
       "c,requests,5xx\n10,1000,1000\n10,1000,37\n",
       {1},
       "c,complete,4xx\n10,1000,37\n20,1000,0\n"},
      {"non-2xx-throughout",
       "c,requests,2xx\n10,1000,0\n10,1000,1\n",
       {1},
       "c,rps,HTTP 5xx\n10,400.5,37\n"},
      {"some-non-2xx",
       "c,requests,5xx\n10,1000,37\n20,1000,0\n",
       {1},
       "c,requests,5xx\n10,1000,1000\n"},
      {"some-non-2xx", "c,rps,HTTP 5xx\n10,400.5,37\n", {1}, "c,rps,HTTP 5xx\n10,400.5,0\n"},
      {"some-non-2xx",
       "c,requests,2xx\n10,1000,963\n20,1000,1000\n",
       {1},
       // Failed, which another rule says.
       "c,requests,2xx,failed\n10,1000,963,37\n"},
      // As many as were asked for failed; of complete ones that may be ab's way of counting.
      {"none-succeeded",
       "Pengguna,Jumlah request,Gagal\n10,1000,1000\n10,1000,999\n",
       {1},
       "c,complete,failed\n10,1000,1000\n"},
      {"some-non-2xx",
       ab("Complete requests: 1000\nNon-2xx responses: 1\n"),
       {1},
       ab("Complete requests: 1000\nNon-2xx responses: 0\n")},
      {"all-failed", "c,complete,failed\n1,10,10\n", {1}, "c,complete,failed\n1,10,9\n1,0,0\n"},
      {"failed-above-complete",
       "c,complete,failed\n1,10,11\n",
       {1},
       "c,complete,failed\n1,10,10\n"},
      {"counted-several-times",
       ab("Complete requests: 10000\nFailed requests: 2454\n"
          "   (Connect: 0, Receive: 818, Length: 818, Exceptions: 818)\n"),
       {1},
       ab("Complete requests: 10000\nFailed requests: 2448\n"
          "   (Connect: 0, Receive: 817, Length: 816, Exceptions: 815)\n")},
      // One failure of each kind, in one request or in three; one kind only.
      {"counted-several-times",
       ab("Complete requests: 100\nFailed requests: 50\n"
          "   (Connect: 0, Receive: 10, Length: 30, Exceptions: 10)\n"),
       {1},
       ab("Complete requests: 100\nFailed requests: 50\n"
          "   (Connect: 0, Receive: 0, Length: 50, Exceptions: 0)\n")},
      {"some-failed",
       "c,requests,failed\n1,500,0\n10,500,3\n",
       {2},
       // Another rule's: as many as are complete, more than that, the same ones several times.
       "c,complete,failed\n1,500,0\n1,10,10\n1,10,11\n"},
      {"some-failed",
       "c,rps,failed\n1,500.5,2\n",
       {1},
       ab("Complete requests: 10000\nFailed requests: 2454\n"
          "   (Connect: 0, Receive: 818, Length: 818, Exceptions: 818)\n")},
      {"cut-off",
       "cell,arm,concurrency,requests,rate,time_taken_s,attempted,complete_requests,ok,failed,"
       "abandoned\n1,async,50,1000,,0.5,1000,990,990,0,10\n",
       {1},
       "cell,arm,concurrency,requests,rate,time_taken_s,attempted,complete_requests,ok,failed,"
       "abandoned\n1,async,50,1000,,0.5,1000,1000,1000,0,0\n"},
  };
}

std::vector<Example> examples_of_flight() {
  return {
      {"more-in-flight",
       ab("Concurrency Level: 10\nRequests per second: 1000.00 [#/sec] (mean)\nTotal: 1 15 2.0 14 "
          "90\n"
          "Connection Times (ms)\nTotal:   1   15   2.0   14   90\n"),
       {1},
       ab("Concurrency Level: 10\nRequests per second: 1000.00 [#/sec] (mean)\n"
          "Connection Times (ms)\nTotal:   1   11   2.0   10   90\n")},
      {"more-in-flight",
       ab("Concurrency Level: 10\nRequests per second: 1000.00 [#/sec] (mean)\n  90%   200\n"),
       {1},
       ab("Concurrency Level: 10\nRequests per second: 1000.00 [#/sec] (mean)\n  90%   90\n")},
      {"more-in-flight",
       "c,rps,time per request (ms),mean latency (ms)\n10,1000.0,1.0,15.0\n",
       {1},
       // Latency from when a request was due, as open-loop tools have it, proves nothing.
       "c,rps,mean latency (ms)\n10,1000.0,15.0\n"},
      {"fewer-in-flight",
       ab("Concurrency Level: 50\nComplete requests: 1000\nTotal transferred: 122000 bytes\n"
          "Requests per second: 1000.00 [#/sec]\nConnection Times (ms)\nTotal: 1 2 2.0 2 9\n"),
       {1},
       ab("Concurrency Level: 50\nComplete requests: 1000\nTotal transferred: 122000 bytes\n"
          "Requests per second: 1000.00 [#/sec]\nConnection Times (ms)\nTotal: 1 48 2.0 47 90\n")},
      // The longest latency bounds the mean.
      {"fewer-in-flight",
       "c,rps,max latency (ms)\n200,4460,9\n200,4460,90\n",
       {1},
       // 40 requests and 200 clients are a burst. Times without a unit may be seconds.
       "c,rps,complete,max latency (ms)\n200,4460,40,9\n"},
      {"fewer-in-flight",
       "c,rps,mean latency (ms)\n100,5570,7.2\n",
       {1},
       "c,rps,mean latency\n100,5570,0.0172\n"},
      {"rate-of-a-thread",
       "c,mean latency (ms),rps\n100,13.88,724.65\n100,18.01,557.20\n",
       {1, 2},
       // Each by another factor; confirmed by a count and a time.
       "c,mean latency (ms),rps\n100,13.88,724.65\n100,18.01,857.20\n"},
      {"rate-of-a-thread",
       "c,mean latency (ms),rps\n100,13.88,724.65\n200,27.76,724.65\n",
       {1, 2},
       "c,time taken,complete,mean latency (ms),rps\n100,10.000,7246,13.88,724.6\n"
       "200,10.000,7246,27.76,724.6\n"},
  };
}

}  // namespace tiga::audit::rules
