// A correct server of one thread with a short listen queue: the course's servers had 1 (threads)
// and 5 (event loop, balancer). The correction is a longer one, `--backlog 4096`: if the queue is
// full the kernel drops SYNs, and a client retransmits after 1 s, then after 2 s and 4 s more (RFC
// 6298).
#include "autopsy/cli.hpp"
#include "autopsy/server.hpp"
#include "common/error.hpp"

namespace tiga::autopsy {
namespace {

common::Exit run(int argc, const char* const* argv) {
  const Options options = parse_arguments(
      argc, argv, "A correct server of one thread; its listen queue may be short.", {"--backlog"});
  serve_one_by_one(common::listen_on_loopback(options.port, options.backlog),
                   [](const common::UniqueFd& client) {
                     receive_request(client);
                     send_all(client, good_reply());
                   });
}

}  // namespace
}  // namespace tiga::autopsy

int main(int argc, char** argv) {
  return tiga::common::run_main("backlog_server", [&] { return tiga::autopsy::run(argc, argv); });
}
