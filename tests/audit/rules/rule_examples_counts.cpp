#include "tests/audit/rules/rule_examples.hpp"

namespace tiga::audit::rules {

std::vector<Example> examples_of_counts() {
  return {
      {"no-reply",
       "concurrency;complete;failed;total transferred\n1;1000;0;0 bytes\n2;1000;0;122000 bytes\n",
       {1},
       // Nothing succeeded, and nothing is said to have; 0 KB may be 900 bytes.
       "concurrency,complete,failed,total transferred\n1,10,10,0 bytes\n1,20,0,0 KB\n"},
      {"no-reply",
       "c,time taken,complete,failed,transfer rate\n1,1.579,1000,0,0.00\n",
       {1},
       "c,time taken,complete,failed,transfer rate\n1,1579.000,10,0,0.00\n"},
      {"short-replies",
       "c,complete,failed,total transferred\n5,1000,0,15999\n",
       {1},
       "c,complete,failed,total transferred\n5,1000,0,16000\n5,1000,900,1600\n5,1000,0,15.7 KB\n"},
      {"more-than-asked",
       "jumlah permintaan,selesai,waktu\n1000,1001,5\n1000,1000,5\n",
       {1},
       "jumlah permintaan,selesai,waktu\n1000,1000,5\n1000,999,5\n"},
      {"more-than-asked",
       "$ ab -n 10 -c 20 http://127.0.0.1/\nConcurrency Level: 20\nComplete requests: 10\n",
       {1},
       "$ ab -n 20 -c 20 http://127.0.0.1/\nConcurrency Level: 20\nComplete requests: 20\n"},
      {"more-than-asked",
       "c,requests,failed\n10,1000,1001\n10,1000,1000\n20,1000,2500\n",
       {1, 3},
       // Which another rule says.
       "c,requests,complete,failed\n10,1000,1000,1001\n"},
      {"counts-differ",
       "requests,berhasil,gagal\n1000,990,20\n",
       {1},
       "requests,berhasil,gagal\n1000,990,10\n1000,900,10\n"},
      {"counts-differ",
       ab("Complete requests: 10\nFailed requests: 3\n"
          "   (Connect: 0, Receive: 2, Length: 2, Exceptions: 0)\n"),
       {1},
       ab("Complete requests: 10\nFailed requests: 4\n"
          "   (Connect: 0, Receive: 2, Length: 2, Exceptions: 0)\n")},
      // ab adds one to the sum with each kind.
      {"counts-differ",
       ab("Complete requests: 10\nFailed requests: 5\n"
          "   (Connect: 0, Receive: 2, Length: 2, Exceptions: 0)\n"),
       {1},
       ab("Complete requests: 10\nFailed requests: 5\n"
          "   (Connect: 1, Receive: 2, Length: 2, Exceptions: 0)\n")},
      {"negative", "c,requests,failed\n10,1000,-3\n", {1}, "c,requests,failed\n10,1000,3\n"},
      {"counts-differ",
       "requests,berhasil,gagal\n1000,990,20\n",
       {1},
       "c,requests,failed\n10,1000,-3\n"},
      {"html-octets",
       ab("Total transferred: 100 bytes\nHTML transferred: 101 bytes\n"),
       {1},
       ab("Total transferred: 100 bytes\nHTML transferred: 100 bytes\n")},
      {"html-octets",
       ab("Document Length: 5 bytes\nComplete requests: 10\nFailed requests: 0\n"
          "HTML transferred: 49 bytes\n"),
       {1},
       ab("Document Length: 5 bytes\nComplete requests: 10\nFailed requests: 1\n"
          "HTML transferred: 49 bytes\n")},
      {"keep-alive-count",
       ab("Complete requests: 10\nKeep-Alive requests: 11\n"),
       {1},
       ab("Complete requests: 10\nKeep-Alive requests: 10\n")},
      {"keep-alive-refused",
       ab("Complete requests: 10\nKeep-Alive requests: 0\n"),
       {1},
       ab("Complete requests: 10\nFailed requests: 0\n")},
      {"negative", "c,time,complete\n1,-5,10\n", {1}, "c,time,complete\n1,5,10\n"},
      {"fewer-than-asked",
       "requests,complete,failed\n1000,990,0\n",
       {1},
       "requests,complete,failed\n1000,990,10\n1000,1000,3\n"},
  };
}

}  // namespace tiga::audit::rules
