#include "loadgen/reply_checker.hpp"

namespace tiga::loadgen {
namespace {

Judgement wrong_status(int status, const std::string& expected) {
  return {Outcome::wrong_status, "status " + std::to_string(status) + ", expected " + expected};
}

bool successful(int status) { return status >= 200 && status < 300; }

}  // namespace

void ReplyChecker::remember(std::string_view octets, const ReplyFacts& facts) {
  if (rules_.recognise && expected_ && judge(facts).outcome == Outcome::ok) {
    known_ = octets;
    known_facts_ = facts;
  }
}

Judgement ReplyChecker::judge(const ReplyFacts& facts) {
  if (rules_.status && facts.status != *rules_.status) {
    return wrong_status(facts.status, std::to_string(*rules_.status));
  }
  if (!expected_) {
    if (!rules_.status && !successful(facts.status)) {
      return wrong_status(facts.status, "2xx");
    }
    expected_ = {facts.status, facts.content_octets, facts.digest};
    return {};
  }
  if (facts.status != expected_->status) {
    return wrong_status(facts.status, std::to_string(expected_->status));
  }
  if (rules_.variable_content) {
    return {};
  }
  if (facts.content_octets != expected_->content_octets) {
    return {Outcome::wrong_length, std::to_string(facts.content_octets) +
                                       " octets of content, expected " +
                                       std::to_string(expected_->content_octets)};
  }
  if (facts.digest != expected_->digest) {
    return {Outcome::wrong_content, "content differs from that of the first good reply"};
  }
  return {};
}

}  // namespace tiga::loadgen
