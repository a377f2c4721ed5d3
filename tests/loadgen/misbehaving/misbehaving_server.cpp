// A server that misbehaves a known number of times, for any load generator:
//
//   misbehaving_server KIND [EVERY]   answers requests right, but every EVERYth (10) of them, the
//                                     first ten excepted, with KIND
//   misbehaving_server none           answers all of them right
//   misbehaving_server always_empty   closes each connection without a byte, from the first on
//   misbehaving_server refuses AFTER  answers AFTER requests (500), then refuses connections
//   misbehaving_server --list         names the kinds: name, what loadgen has to count, what is
//   done
//
// It listens on a free port of 127.0.0.1. SIGTERM ends it; it then prints what it has done as one
// JSON object.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <vector>

#include "common/error.hpp"
#include "tests/loadgen/misbehaving/faults.hpp"

namespace {

using namespace tiga::tests;
using tiga::common::Exit;
using tiga::common::UsageError;

struct Plan {
  std::string kind;
  const Fault* fault = nullptr;  ///< null: all is right
  int every = 10;
  int always_good = 10;  ///< the first requests, which set what a client expects
  int refuse_after = 0;  ///< 0: never
};

/// Counted before the bytes go out, so that a client which has seen them is in the record.
struct Record {
  std::atomic<long> requests_read{0};
  std::atomic<long> replies_good{0};
  std::atomic<long> faults_done{0};
};

int positive(const std::string& text) {
  std::size_t end = 0;
  int number = 0;
  try {
    number = std::stoi(text, &end);
  } catch (const std::logic_error&) {
    end = 0;
  }
  if (number < 1 || end != text.size()) {
    throw UsageError("'" + text + "' is not a number above 0");
  }
  return number;
}

Plan plan_of(const std::vector<std::string>& arguments) {
  if (arguments.empty() || arguments.size() > 2) {
    throw UsageError("give KIND [EVERY], or --list for the kinds");
  }
  Plan plan;
  plan.kind = arguments[0];
  const std::optional<int> number =
      arguments.size() == 2 ? std::optional(positive(arguments[1])) : std::nullopt;
  if (plan.kind == "refuses") {
    plan.refuse_after = number.value_or(500);
  } else if (plan.kind == "always_empty") {
    plan.fault = find_fault("empty");
    plan.every = 1;
    plan.always_good = 0;
  } else if (plan.kind != "none") {
    plan.fault = find_fault(plan.kind);
    plan.every = number.value_or(plan.every);
    if (plan.fault == nullptr) {
      throw UsageError("unknown kind '" + plan.kind + "'; --list names them");
    }
  }
  return plan;
}

Exit list_kinds() {
  std::puts("none\tok\tanswers every request right");
  for (const Fault& fault : faults()) {
    std::printf("%s\t%s\t%s\n", fault.name.c_str(),
                std::string(tiga::loadgen::name_of(fault.outcome)).c_str(), fault.what.c_str());
  }
  std::puts(
      "always_empty\tempty_reply\tcloses each connection before sending a byte, from the first on");
  std::puts("refuses\trefused\tgoes away: connections are refused from then on");
  return Exit::ok;
}

/// Blocks SIGTERM and SIGINT in all threads to come, for wait_for_end().
sigset_t hold_ending_signals() {
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGTERM);
  sigaddset(&ending, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  return ending;
}

Exit serve(const Plan& plan) {
  const sigset_t ending = hold_ending_signals();
  Record record;
  std::atomic<RogueServer*> self{nullptr};
  RogueServer server(by_request([&](Visitor& visitor, int index) {
    ++record.requests_read;
    const int number = index + 1;
    if (plan.fault != nullptr && number > plan.always_good && number % plan.every == 0) {
      ++record.faults_done;
      return plan.fault->answer(visitor);
    }
    ++record.replies_good;
    if (plan.refuse_after > 0 && number >= plan.refuse_after) {
      self.load()->stop_listening();
      visitor.send_and_close(
          "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nHello");
      return false;
    }
    return answer_with(visitor, good_reply());
  }));
  self = &server;
  std::printf("listening on 127.0.0.1:%d\n", server.port());
  std::fflush(stdout);

  int signal = 0;
  sigwait(&ending, &signal);
  std::printf(
      "{\"kind\": \"%s\", \"connections_accepted\": %d, \"requests_read\": %ld, "
      "\"replies_good\": %ld, \"misdeeds_done\": %ld}\n",
      plan.kind.c_str(), server.connections(), record.requests_read.load(),
      record.replies_good.load(), record.faults_done.load());
  std::fflush(stdout);
  // Clients may still hold connections, and their threads wait for them without end.
  std::_Exit(static_cast<int>(Exit::ok));
}

}  // namespace

int main(int argc, char** argv) {
  return tiga::common::run_main("misbehaving_server", [&] {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    return arguments == std::vector<std::string>{"--list"} ? list_kinds()
                                                           : serve(plan_of(arguments));
  });
}
