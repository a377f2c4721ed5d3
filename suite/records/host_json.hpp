// A host in manifest.json. For the .cpp files that read and write JSON only.
#pragma once

#include "suite/records/facts_json.hpp"
#include "suite/records/host_facts.hpp"

namespace tiga::suite::records {

Json host_json(const HostFacts& host);
/// Throws std::exception for what host_json() did not write.
HostFacts read_host(const Json& json);

}  // namespace tiga::suite::records
