// Machine, build and placement in manifest.json. For the .cpp files that read and write JSON only:
// json.hpp takes seconds to compile.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>

#include "suite/records/build_facts.hpp"
#include "suite/records/machine.hpp"
#include "suite/records/placement.hpp"

namespace tiga::suite::records {

using Json = nlohmann::ordered_json;

/// A value, or null if it is not known.
template <class AnyJson = Json, class Value>
AnyJson or_null(const std::optional<Value>& value) {
  return value ? AnyJson(*value) : AnyJson(nullptr);
}

/// The other way round. Throws an exception of the library for a value of another type.
template <class Value, class AnyJson>
std::optional<Value> read_optional(const AnyJson& json) {
  return json.is_null() ? std::nullopt : std::optional<Value>(json.template get<Value>());
}

Json machine_json(const Machine& machine);
Json build_json(const BuildFacts& build);
Json placement_json(const Placement& placement);

/// Each throws std::exception for what none of the above wrote.
Machine read_machine(const Json& json);
BuildFacts read_build(const Json& json);
Placement read_placement(const Json& json);
plan::Pinning read_pinning(const Json& json);

}  // namespace tiga::suite::records
