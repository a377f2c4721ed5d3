// What the kernel holds of a TCP socket of 127.0.0.1 (proc(5), /proc/net/tcp).
#pragma once

namespace tiga::tests {

struct TcpQueues {
  unsigned to_send = 0;  ///< bytes sent by the program, not yet taken by the peer's kernel
  unsigned to_read = 0;  ///< bytes that are there; of a listening socket, connections to accept
};

/// Those of the socket with these ports; a listening socket has 0 as its peer's. 0 and 0 where
/// there is none.
TcpQueues tcp_queues(unsigned own_port, unsigned peer_port = 0);

}  // namespace tiga::tests
