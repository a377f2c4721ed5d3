// What a server may do with one request: wrong, or unusual but right.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "loadgen/outcome.hpp"
#include "tests/loadgen/misbehaving/rogue_server.hpp"

namespace tiga::tests {

/// A way to answer one request; it gives whether the connection stands.
using Answer = std::function<bool(Visitor& visitor)>;

struct Fault {
  std::string name;          ///< letters, digits and '_'
  std::string what;          ///< what the server does, for readers: "closes before sending a byte"
  Answer answer;             ///< in place of the good reply
  loadgen::Outcome outcome;  ///< what such a request is, where good_reply() is expected
};

/// The reply that clients are to expect: 200 with the content "Hello".
const std::string& good_reply();

/// Sends `reply` whole and in order. The connection stands where the client wants it to; what the
/// client has to be told of that (see Visitor::connection_field) is put into the last head of
/// `reply`.
bool answer_with(Visitor& visitor, const std::string& reply);

/// All of them, those that are right last. None depends on timing: how a kept connection that is
/// closed while the next request may already be under way looks to the client is a race, so such
/// closes come with the reply's last segment ("silent_close") or after the next request ("empty").
const std::vector<Fault>& faults();

/// The one of that name, or null.
const Fault* find_fault(std::string_view name);

}  // namespace tiga::tests
