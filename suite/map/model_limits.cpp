// What the model does not say, and what it counts.
#include "suite/map/sentences.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::map {

std::string why_no_model(const MeasuredWorkload& workload, text::Language language) {
  const plan::BackgroundClients& beside = workload.run.manifest.plan.background_clients;
  text::Message why = text::message(
      "how long a request's bytes take depends on memory, disk and kernel, and is not known "
      "before it is measured");
  if (workload.workload.own_cost) {
    why = text::message(
        "what a request costs each architecture besides its work is taken from this workload");
  } else if (workload.workload.service) {
    why = text::message(
        "nothing was measured, or how these servers share out their requests is not known");
  } else if (beside.slow_readers > 0) {
    why = text::message(
        "slow readers hold a server's handlers for as long as they like to read, which is no "
        "service time of a request");
  } else if (beside.idle > 0) {
    why = text::message(
        "a request has no work, and what idle connections beside it cost is what is measured");
  }
  return tr(language, "Nothing is predicted here: {}.", tr(language, why));
}

std::string cores_line(const records::Manifest& manifest, text::Language language) {
  const std::size_t cores = server_cores(manifest);
  if (manifest.placement.servers) {
    return tr(language, "The cores that it counts are those of the servers: {}.", cores);
  }
  return tr(language,
            "Nothing was pinned: the model counts all cores, {}, and the generator works on the "
            "same ones. Where the cores are the limit it promises more than the generator "
            "leaves.",
            cores);
}

}  // namespace tiga::suite::map
