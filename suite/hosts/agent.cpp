#include "suite/hosts/agent.hpp"

#include <fmt/format.h>

#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "common/cpu_set.hpp"
#include "common/files.hpp"
#include "common/machine/interfaces.hpp"
#include "common/machine/topology.hpp"
#include "suite/hosts/agent_processes.hpp"
#include "suite/hosts/host_setup.hpp"
#include "suite/hosts/listener.hpp"
#include "suite/hosts/message.hpp"
#include "suite/hosts/wire.hpp"
#include "suite/measure/local_host.hpp"
#include "suite/records/host_facts.hpp"
#include "suite/runs/core_lock.hpp"

namespace tiga::suite::hosts {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

constexpr auto tick_with_children = 20ms;
constexpr auto tick_without = 250ms;
constexpr common::Nanoseconds silence_without_children = 60s;

// The first host has given up the request that is being served.
class GivenUp {};

std::uint64_t number_at(const json& request, const char* name) {
  return request.at(name).get<std::uint64_t>();
}

common::Nanoseconds limit_of(const json& request) {
  return common::Nanoseconds(request.at("limit_ns").get<std::int64_t>());
}

class HostAgent {
 public:
  HostAgent(Line line, const AgentPlace& place) : line_(std::move(line)), place_(place) {}

  void serve() {
    while (true) {
      const bool busy = children_.any();
      line_.allow_silence(busy ? common::Nanoseconds(longest_silence) : silence_without_children);
      const auto text =
          line_.receive(common::Deadline::after(busy ? tick_with_children : tick_without));
      if (text) {
        obey(read_message(*text));
      }
      if (done_) {
        return;
      }
      check_interrupt();
      for (const json& event : children_.events()) {
        line_.send(text_of(event));
      }
    }
  }

 private:
  // What the first host asks for, and what answers it.
  using Handler = json (HostAgent::*)(const json& request);

  static Handler handler_of(std::string_view what) {
    static const std::map<std::string_view, Handler> handlers{
        {"hello", &HostAgent::hello},
        {"way", &HostAgent::way},
        {"prepare", &HostAgent::prepare},
        {"clock", &HostAgent::clock},
        {"begin_cell", &HostAgent::begin_cell},
        {"require_room", &HostAgent::require_room},
        {"start", &HostAgent::start},
        {"await_ready", &HostAgent::await_ready},
        {"use", &HostAgent::use},
        {"stop", &HostAgent::stop},
        {"drop_server", &HostAgent::drop_server},
        {"generate", &HostAgent::generate},
        {"drop_run", &HostAgent::drop_run},
        {"begin_count", &HostAgent::begin_count},
        {"end_count", &HostAgent::end_count},
        {"log_files", &HostAgent::log_files},
        {"bye", &HostAgent::bye}};
    const auto found = handlers.find(what);
    if (found == handlers.end()) {
      throw LineLost(fmt::format("it asked for '{}', which nobody knows", what));
    }
    return found->second;
  }

  // Whatever fails travels as the answer, but for the end of the line and an interrupt.
  void obey(const json& request) {
    json answer;
    try {
      const Handler handler = handler_of(request.at("do").get_ref<const std::string&>());
      answer = failure_or([&] { return (this->*handler)(request); });
    } catch (const GivenUp&) {
      return;
    } catch (const json::exception& problem) {
      throw LineLost(fmt::format("it sent what is no request: {}", problem.what()));
    }
    if (const auto number = request.find("number"); number != request.end()) {
      answer["answer_to"] = *number;
      line_.send(text_of(answer));
    }
  }

  void check_interrupt() const {
    if (place_.check_interrupt) {
      place_.check_interrupt();
    }
  }

  measure::Pulse pulse() {
    return [this] {
      line_.tend();
      check_interrupt();
      if (line_.has_message()) {
        throw GivenUp();
      }
    };
  }

  measure::LocalHost& host() {
    if (!host_) {
      throw LineLost("it asked before it had told of the plan");
    }
    return *host_;
  }

  json hello(const json&) {
    records::HostFacts facts = records::this_host();
    facts.name = place_.name;
    return {{"facts", records::to_json(facts)}};
  }

  json way(const json& request) {
    return {{"address", address_towards(request.at("peer").get<std::string>())}};
  }

  json prepare(const json& request) {
    const HostSetup setup = host_setup_from(request.at("setup"));
    host_.reset();
    plan_ = plan_of(setup);
    std::vector<std::string> problems = host_problems(setup, plan_, place_.programs);
    try {
      cores_.take(common::available_cpus(), setup.force);
    } catch (const common::CannotRun& taken) {
      problems.emplace_back(taken.what());
    }
    const auto topology = common::read_topology(common::available_cpus());
    const records::Placement placement =
        records::place_host(setup.pinning, topology, setup.serves, setup.generates);
    host_ = std::make_unique<measure::LocalHost>(
        measure::make_bench(place_.programs, folder_.path() / "cell", placement, topology,
                            place_.keeper),
        plan_, place_.name, setup.address);
    const auto link = common::link_mbit(setup.address);
    return {{"problems", problems},
            {"server_cores", host_->server_cores()},
            {"link_mbit", link ? json(*link) : json()},
            {"beside_another_run", cores_.is_shared()}};
  }

  json clock(const json&) {
    const common::Nanoseconds now = common::SteadyClock::now().time_since_epoch();
    return {{"now_ns", now.count()}};
  }

  json begin_cell(const json&) {
    host().begin_cell();
    return json::object();
  }

  json require_room(const json& request) {
    host().require_room(number_at(request, "bytes"));
    return json::object();
  }

  json start(const json& request) {
    const plan::Arm arm = plan_.arm(request.at("arm").get_ref<const std::string&>());
    children_.add_server(number_at(request, "server"),
                         host().start(arm, server_start_from(request.at("order"))));
    return json::object();
  }

  json await_ready(const json& request) {
    measure::ServerProcess& server = children_.server(number_at(request, "server"));
    server.await_ready(limit_of(request), pulse());
    children_.watch(number_at(request, "server"));
    return {{"endpoint", server.endpoint()}, {"threads", server.threads()}};
  }

  json use(const json& request) {
    measure::ServerProcess& server = children_.server(number_at(request, "server"));
    const auto use = server.use();
    json answer{{"threads", server.threads()}};
    if (use) {
      answer["use"] = json_of(*use);
    }
    return answer;
  }

  json stop(const json& request) {
    measure::ServerProcess& server = children_.server(number_at(request, "server"));
    children_.expect_end(number_at(request, "server"));
    return {{"end", json_of(server.stop(limit_of(request), pulse()))}};
  }

  json drop_server(const json& request) {
    children_.drop_server(number_at(request, "server"));
    return json::object();
  }

  json generate(const json& request) {
    children_.add_run(number_at(request, "run"),
                      host().generate(load_order_from(request.at("order"))));
    return json::object();
  }

  json drop_run(const json& request) {
    children_.drop_run(number_at(request, "run"));
    return json::object();
  }

  json begin_count(const json&) {
    host().begin_count();
    return json::object();
  }

  json end_count(const json&) { return {{"use", json_of(host().end_count())}}; }

  json log_files(const json&) { return {{"files", json_of(host().log_files())}}; }

  json bye(const json&) {
    done_ = true;
    return json::object();
  }

  Line line_;
  const AgentPlace& place_;
  common::TemporaryFolder folder_;
  runs::CoreLock cores_;
  plan::Plan plan_;
  std::unique_ptr<measure::LocalHost> host_;
  AgentProcesses children_;  // end before the host and its folder
  bool done_ = false;
};

}  // namespace

void serve_host(Line line, const AgentPlace& place) {
  const std::string first = line.peer();
  try {
    HostAgent(std::move(line), place).serve();
  } catch (const LineLost& lost) {
    throw common::CannotRun(fmt::format("the first host, {}, was lost: {}", first, lost.what()));
  }
}

}  // namespace tiga::suite::hosts
