#include "tests/support/tcp_queues.hpp"

#include <cstdio>
#include <sstream>
#include <string>

#include "common/files.hpp"

namespace tiga::tests {

TcpQueues tcp_queues(unsigned own_port, unsigned peer_port) {
  std::istringstream table(common::read_file("/proc/net/tcp"));
  for (std::string line; std::getline(table, line);) {
    unsigned own = 0;
    unsigned peer = 0;
    TcpQueues queues;
    if (std::sscanf(line.c_str(), " %*u: %*8x:%4x %*8x:%4x %*2x %8x:%8x", &own, &peer,
                    &queues.to_send, &queues.to_read) == 4 &&
        own == own_port && peer == peer_port) {
      return queues;
    }
  }
  return {};
}

}  // namespace tiga::tests
