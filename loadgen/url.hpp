// The URL of a load.
#pragma once

#include <string>
#include <string_view>

#include "common/endpoint.hpp"

namespace tiga::loadgen {

/// The parts of an http URL (RFC 9110 §4.2.1).
struct Url {
  common::Endpoint endpoint;  ///< port 80 unless the URL names one
  /// The value of the Host field: "127.0.0.1:8080", "example.org". Without the zone of an IPv6
  /// address, which says something to this host alone (RFC 6874 §4).
  std::string authority;
  std::string target = "/";  ///< origin-form: path and query, never empty, without the fragment
};

/// Reads "[http://]HOST[:PORT][/PATH][?QUERY]". The zone of an IPv6 address may be written as in
/// RFC 6874 ("[fe80::1%25lo]") or as elsewhere ("[fe80::1%lo]"). Throws common::UsageError; https
/// is one of its reasons.
Url parse_url(std::string_view text);

}  // namespace tiga::loadgen
