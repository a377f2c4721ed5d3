#include "loadgen/verify/reply_checker.hpp"

namespace tiga::loadgen::verify {
namespace {

Judgement wrong_status(int status, const std::string& expected) {
  return {Outcome::wrong_status, "status " + std::to_string(status) + ", expected " + expected};
}

bool successful(int status) { return status >= 200 && status < 300; }

}  // namespace

const Expectation::Reply& Expectation::offer(const Reply& reply) {
  const std::lock_guard lock(mutex_);
  if (!set_.load(std::memory_order_relaxed)) {
    reply_ = reply;
    set_.store(true, std::memory_order_release);
  }
  return reply_;
}

void ReplyChecker::remember(std::string_view bytes, const ReplyFacts& facts) {
  const bool wanted = rules_.recognise && bytes.size() <= longest_known;
  if (wanted && expectation_->get() != nullptr && judge(facts).outcome == Outcome::ok) {
    known_ = std::make_shared<KnownReply>(KnownReply{std::string(bytes), facts});
  }
}

Judgement ReplyChecker::judge(const ReplyFacts& facts) {
  if (rules_.status && facts.status != *rules_.status) {
    return wrong_status(facts.status, std::to_string(*rules_.status));
  }
  const Expectation::Reply* expected = expectation_->get();
  if (expected == nullptr) {
    if (!rules_.status && !successful(facts.status)) {
      return wrong_status(facts.status, "2xx");
    }
    expected = &expectation_->offer({facts.status, facts.content_bytes, facts.digest});
  }
  if (facts.status != expected->status) {
    return wrong_status(facts.status, std::to_string(expected->status));
  }
  if (rules_.variable_content) {
    return {};
  }
  if (facts.content_bytes != expected->content_bytes) {
    return {Outcome::wrong_length, std::to_string(facts.content_bytes) +
                                       " bytes of content, expected " +
                                       std::to_string(expected->content_bytes)};
  }
  if (facts.digest != expected->digest) {
    return {Outcome::wrong_content, "content differs from that of the first good reply"};
  }
  return {};
}

}  // namespace tiga::loadgen::verify
