// A small request allocates nothing, on any server that answers itself.
#include <gtest/gtest.h>
#include <pthread.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "common/endpoint.hpp"
#include "common/files.hpp"
#include "common/uring/uring.hpp"
#include "servers/core/lifecycle.hpp"
#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"
#include "servers/coroutine/connection.hpp"
#include "servers/loop/http_connection.hpp"
#include "servers/pool/server.hpp"
#include "servers/threaded/server.hpp"
#include "tests/support/allocation_count.hpp"
#include "tests/support/client.hpp"
#include "tests/support/replies.hpp"

namespace tiga::servers {
namespace {

constexpr int warm_up = 50;
constexpr int requests_each = 500;
constexpr int rounds = 5;

// SIGTERM and SIGINT as they were, at the end.
class SignalsAsTheyAre {
 public:
  SignalsAsTheyAre() { ::pthread_sigmask(SIG_BLOCK, nullptr, &before_); }
  ~SignalsAsTheyAre() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsAsTheyAre(const SignalsAsTheyAre&) = delete;
  SignalsAsTheyAre& operator=(const SignalsAsTheyAre&) = delete;

 private:
  sigset_t before_{};
};

using Serve = void (*)(core::Service&, core::Listener);

struct Architecture {
  const char* name;
  Serve serve;
  core::Engine engine = core::Engine::asio;
};

class Allocations : public testing::TestWithParam<Architecture> {
 protected:
  Allocations() : service_(options()) {
    core::block_stop_signals();  // the server's thread is told to stop, nobody else
    core::Listener listener = core::listen_on(service_.options);
    port_ = common::parse_endpoint(listener.address).port;
    server_ = std::thread([this, listener = std::move(listener)]() mutable {
      sigset_t stop;
      ::sigemptyset(&stop);
      ::sigaddset(&stop, SIGTERM);
      ::pthread_sigmask(SIG_UNBLOCK, &stop, nullptr);
      GetParam().serve(service_, std::move(listener));
    });
  }
  ~Allocations() override {
    ::pthread_kill(server_.native_handle(), SIGTERM);
    server_.join();
  }

  core::Options options() const {
    const auto file = root_.path() / "small.html";
    common::write_file(file, std::string(1000, 'x'));
    std::filesystem::last_write_time(file, std::filesystem::file_time_type::clock::now() -
                                               std::chrono::hours(1));  // its tag is strong
    core::Options chosen;
    chosen.root = root_.path();
    chosen.log = core::LogLevel::none;
    chosen.engine = GetParam().engine;
    chosen.drain_timeout = std::chrono::milliseconds(100);
    return chosen;
  }

  // What the whole process allocates while one connection asks so often.
  static std::uint64_t allocations_of(int socket, const std::string& request, std::size_t reply,
                                      int times, int status = 200) {
    const std::string begin = "HTTP/1.1 " + std::to_string(status) + " ";
    std::array<char, 4096> bytes;
    const std::uint64_t before = tests::allocations();
    for (int count = 0; count < times; ++count) {
      if (::send(socket, request.data(), request.size(), MSG_NOSIGNAL) < 0 ||
          ::recv(socket, bytes.data(), reply, MSG_WAITALL) != static_cast<ssize_t>(reply) ||
          !std::string_view(bytes.data(), reply).starts_with(begin)) {
        ADD_FAILURE() << "request " << count << " was not answered with " << reply << " bytes";
        break;
      }
    }
    return tests::allocations() - before;
  }
  // Of a few rounds some has none: the server's other threads may only be starting.
  void expect_none(const std::string& request, std::size_t reply) const {
    const tests::Client client(port_);
    allocations_of(client.socket(), request, reply, warm_up);
    std::uint64_t fewest = UINT64_MAX;
    for (int round = 0; round < rounds && fewest > 0; ++round) {
      fewest = std::min(fewest, allocations_of(client.socket(), request, reply, requests_each));
    }
    EXPECT_EQ(fewest, 0U) << request;
  }
  // Of a small file. Once a second it is looked at, and it is not kept while it is new: some of a
  // few rounds has none.
  void expect_none_of_file(const std::string& fields, int status) const {
    const std::string request = "GET /small.html HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
    tests::Client client(port_);
    client.send(request);
    const tests::ReplyReader first = tests::receive_replies(client, 1);
    ASSERT_EQ(first.final_count(), 1U);
    std::uint64_t fewest = UINT64_MAX;
    const auto deadline = common::Deadline::after(std::chrono::seconds(10));
    while (fewest > 0 && !deadline.passed() && !HasFailure()) {
      fewest = std::min(fewest, allocations_of(client.socket(), request,
                                               first.replies().front().bytes, warm_up, status));
    }
    EXPECT_EQ(fewest, 0U) << request;
  }

  SignalsAsTheyAre signals_;
  common::TemporaryFolder root_;
  core::Service service_;
  std::uint16_t port_ = 0;
  std::thread server_;
};

TEST_P(Allocations, AGetAllocatesNothing) {
  expect_none("GET / HTTP/1.1\r\nHost: a\r\nAccept: */*\r\n\r\n", 103);
}

TEST_P(Allocations, AnEchoedPostAllocatesNothing) {
  const std::string content(200, 'x');
  expect_none("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 200\r\n\r\n" + content,
              std::string_view("HTTP/1.1 200 OK\r\nDate: Mon, 23 Nov 2026 04:37:18 GMT\r\n"
                               "Content-Type: application/octet-stream\r\n"
                               "Content-Length: 200\r\n\r\n")
                      .size() +
                  content.size());
}

TEST_P(Allocations, ASmallFileAllocatesNothing) { expect_none_of_file("", 200); }

TEST_P(Allocations, A304OfASmallFileAllocatesNothing) {
  expect_none_of_file("If-None-Match: *\r\n", 304);
  expect_none_of_file("If-None-Match: \"a\", \"b\"\r\n", 200);
  expect_none_of_file("If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT\r\n", 304);
}

TEST_P(Allocations, APartOfASmallFileAllocatesNothing) {
  expect_none_of_file("Range: bytes=10-19\r\n", 206);
}

void serve_by_two(core::Service& service, core::Listener listener) {
  pool::serve(service, std::move(listener), 2);
}

std::vector<Architecture> architectures() {
  std::vector<Architecture> all = {{"threaded", threaded::serve},
                                   {"pool", serve_by_two},
                                   {"async", loop::serve_on_one_loop<loop::HttpConnection>},
                                   {"coroutine", loop::serve_on_one_loop<coroutine::Connection>}};
  if (common::Uring::offered()) {
    all.push_back({"uring", loop::serve_on_one_loop<loop::HttpConnection>, core::Engine::io_uring});
  }
  return all;
}

INSTANTIATE_TEST_SUITE_P(Server, Allocations, testing::ValuesIn(architectures()),
                         [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace tiga::servers
