// `tiga predict`.
#include <CLI/CLI.hpp>
#include <memory>

#include "common/option_values.hpp"
#include "suite/cli/shared_options.hpp"
#include "suite/commands.hpp"

namespace tiga::suite::cli {

void add_predict(CLI::App& app, Choice& choice) {
  const auto order = std::make_shared<PredictOrder>();
  scale::Extrapolation& extrapolation = order->extrapolation;
  CLI::App* predict =
      add_command(app, choice,
                  {"predict",
                   groups::read,
                   "what a model of queues predicts of a run, and of more backends",
                   {{"tiga predict latest", "the newest run, and up to 64 backends"},
                    {"tiga predict latest --backends 2,8 --clients 1000 --network-us 100",
                     "two questions, in a network with a delay"}}},
                  [order](const records::Paths& paths) { return predict_run(*order, paths); });
  predict->add_option("RUN", order->run, "a folder, or its name in results/ (latest)")->required();
  const auto add = [&](const char* name, auto& value, std::uint64_t most, const char* what) {
    return predict->add_option(name, value, what)->transform(whole_number(1, most));
  };
  add("--from", order->from, 60'000,
      "the concurrency whose costs of a request stand for all (default: each has its own)");
  add("--backends", extrapolation.backends, 10'000,
      "to be carried to, separated by commas (default: 1,2,4,8,16,32,64)")
      ->delimiter(',');
  add("--clients", extrapolation.clients, 10'000'000, "of these (default: 1,100,10000,1000000)")
      ->delimiter(',');
  add("--balancers", extrapolation.balancers, 1000, "that share the clients evenly (default: 1)");
  predict
      ->add_option("--network-us", extrapolation.network_us,
                   "microseconds that the network adds to a request (default: 0)")
      ->check(CLI::Validator(common::number_check(0, 1e7), "0 to 10000000"));
  add("--fan-out", extrapolation.fan_out, 1000,
      "answers of backends that a request needs, for its tail (default: 1,2,4,8,16,32,64)")
      ->delimiter(',');
  predict->add_flag("--check", order->check,
                    "only the run itself; exit status 1 if a prediction is off by more than 10 % "
                    "at c=1, or where a station is more than 90 % busy");
  add_folders(*predict, choice);
}

}  // namespace tiga::suite::cli
