#include "suite/hosts/host_calls.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "suite/hosts/message.hpp"

namespace tiga::suite::hosts {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

constexpr auto time_between_pulses = 20ms;

// Throws what went wrong on that host, if anything did.
void throw_failure(const json& message, const std::string& host) {
  if (const auto invalid = message.find("invalid"); invalid != message.end()) {
    throw measure::InvalidCell(records::Reason::from_field(invalid->get<std::string>()));
  }
  if (const auto problem = message.find("cannot"); problem != message.end()) {
    throw common::CannotRun(fmt::format("host {}: {}", host, problem->get<std::string>()));
  }
}

// nullptr: nobody wants to know of it any more.
template <class State>
State* entry_of(std::map<std::uint64_t, State>& states, const json& number) {
  const auto found = states.find(number.get<std::uint64_t>());
  return found == states.end() ? nullptr : &found->second;
}

}  // namespace

HostCalls::HostCalls(Line line) : line_(std::move(line)), name_(line_.peer()) {}

// What ends the line, or cannot be understood, loses the host.
template <class Act>
auto HostCalls::on_line(Act act) {
  if (!lost_.empty()) {
    throw measure::HostLost(name_, lost_);
  }
  try {
    return act();
  } catch (const LineLost& lost) {
    lost_ = lost.what();
  } catch (const json::exception& problem) {
    lost_ = fmt::format("it sent what is no answer: {}", problem.what());
  }
  throw measure::HostLost(name_, lost_);
}

json HostCalls::ask(json request, common::Nanoseconds limit, const measure::Pulse& pulse) {
  asked_ = next_number();
  answer_.clear();
  request["number"] = asked_;
  on_line([&] { line_.send(text_of(request)); });
  const auto deadline = common::Deadline::after(limit);
  while (true) {
    take_in(common::Deadline::after(time_between_pulses));
    if (!answer_.empty()) {
      json answer = on_line([&] { return read_message(answer_); });
      throw_failure(answer, name_);
      return answer;
    }
    if (deadline.passed()) {
      on_line([&] {
        throw LineLost(fmt::format("it did not answer '{}'", request.at("do").get<std::string>()));
      });
    }
    if (pulse) {
      pulse();
    }
  }
}

void HostCalls::tell(const json& request) noexcept {
  try {
    on_line([&] { line_.send(text_of(request)); });
  } catch (const std::exception&) {
    // The next request that has an answer throws it.
  }
}

void HostCalls::take_in(common::Deadline deadline) {
  on_line([&] {
    auto text = line_.receive(deadline);
    while (text) {
      on_message(*std::move(text));
      text = line_.has_message() ? line_.receive(common::Deadline::after(0s)) : std::nullopt;
    }
  });
}

void HostCalls::on_message(std::string text) {
  const json message = read_message(text);
  const auto answered = message.find("answer_to");
  if (answered == message.end()) {
    on_event(message);
  } else if (answered->get<std::uint64_t>() == asked_) {
    answer_ = std::move(text);
  }  // else to a request that was given up
}

void HostCalls::on_event(const json& event) {
  const auto& what = event.at("event").get_ref<const std::string&>();
  if (what == "threads") {
    for (const auto& server : event.at("servers")) {
      if (ServerState* const state = entry_of(servers, server.at(0))) {
        state->threads = server.at(1).get<std::uint64_t>();
      }
    }
  } else if (what == "ended") {
    if (ServerState* const state = entry_of(servers, event.at("server"))) {
      state->ended = records::Reason::from_field(event.at("reason").get<std::string>());
    }
  } else if (what == "generated") {
    if (RunEnd* const end = entry_of(runs, event.at("run"))) {
      if (const auto summary = event.find("summary"); summary != event.end()) {
        end->summary = loadgen::summary_from_json(summary->get_ref<const std::string&>());
      } else {
        end->fail = [event, host = name_] { throw_failure(event, host); };
      }
    }
  } else {
    throw LineLost(fmt::format("it told of '{}', which nobody knows", what));
  }
}

}  // namespace tiga::suite::hosts
