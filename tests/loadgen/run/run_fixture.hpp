// Runs against a server of the test's own, with each engine that the kernel offers.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "loadgen/run/run.hpp"
#include "tests/loadgen/engine/engines.hpp"
#include "tests/loadgen/misbehaving/rogue_server.hpp"

namespace tiga::loadgen::run {
using tests::by_request;
using tests::RogueServer;
using tests::Visitor;

inline const std::string good = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHello";

inline bool answer(Visitor& visitor, const std::string& reply) {
  visitor.send(reply);
  return visitor.wants_keep_alive();
}

inline RogueServer::Behaviour well_behaved() {
  return by_request([](Visitor& visitor, int) { return answer(visitor, good); });
}

/// Each test runs once with each engine.
class Run : public testing::TestWithParam<EngineChoice> {
 protected:
  static Options options_for(const std::string& url, std::uint64_t requests,
                             std::uint64_t concurrency) {
    Options options;
    options.url = parse_url(url);
    options.requests = requests;
    options.concurrency = concurrency;
    options.engine = GetParam();
    return options;
  }
};

}  // namespace tiga::loadgen::run
