// The URL of a load.
#pragma once

#include <string>
#include <string_view>

#include "common/endpoint.hpp"

namespace tiga::loadgen {

/// The parts of an http URL (RFC 9110 §4.2.1).
struct Url {
  common::Endpoint endpoint;  ///< port 80 unless the URL names one
  std::string authority;      ///< the value of the Host field: "127.0.0.1:8080", "example.org"
  std::string target = "/";   ///< origin-form: path and query, never empty, without the fragment
};

/// Reads "[http://]HOST[:PORT][/PATH][?QUERY]". Throws common::UsageError; https is one of its
/// reasons.
Url parse_url(std::string_view text);

}  // namespace tiga::loadgen
