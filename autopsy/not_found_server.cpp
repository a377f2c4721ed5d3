// Answers 404 to every request with the course's 122 bytes, four of them stray bytes after the
// blank line: CR LF CR LF in spite of a Content-Length of 0. A table of times and bytes does not
// show it: a reply of the corrected server has 122 bytes, too.
#include "autopsy/cli.hpp"
#include "autopsy/server.hpp"
#include "common/error.hpp"

namespace tiga::autopsy {
namespace {

std::string courses_reply() {
  return "HTTP/1.0 404 Not Found\r\nDate: " + now_as("{:%a %b %d %H:%M:%S %Y}") +
         "\r\nConnection: close\r\nServer: myserver/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n";
}

common::Exit run(int argc, const char* const* argv) {
  const Options options =
      parse_arguments(argc, argv, "Answers 404 to every request.", {"--corrected"});
  serve_one_by_one(common::listen_on_loopback(options.port, options.backlog),
                   [&](const common::UniqueFd& client) {
                     receive_request(client);
                     send_all(client, options.corrected ? good_reply() : courses_reply());
                   });
}

}  // namespace
}  // namespace tiga::autopsy

int main(int argc, char** argv) {
  return tiga::common::run_main("not_found_server", [&] { return tiga::autopsy::run(argc, argv); });
}
