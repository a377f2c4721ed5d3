// A sound server of one thread whose listen queue is as short as it is told: the course's had 1
// (threads) and 5 (event loop, balancer). The cure is a longer one, `--backlog 4096`: where the
// queue is full the kernel drops SYNs, and a client asks again a second later, then after 2 more,
// 4 more (RFC 6298).
#include "autopsy/server.hpp"
#include "common/error.hpp"

namespace tiga::autopsy {
namespace {

common::Exit run(int argc, const char* const* argv) {
  const Options options = parse_arguments(argc, argv, {"--backlog"});
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
