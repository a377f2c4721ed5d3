// Decides which replies are good: by the expectation that the first good one sets, with a fast path
// for identical replies.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "loadgen/outcome.hpp"
#include "loadgen/verify/reply_reader.hpp"

namespace tiga::loadgen::verify {

/// What a run requires of its replies.
struct ReplyRules {
  bool to_head = false;           ///< the requests are HEAD
  bool keep_alive = false;        ///< the requests leave the connection open
  std::optional<int> status;      ///< none: that of the first complete 2xx reply
  bool variable_content = false;  ///< length and content may differ from reply to reply
  std::size_t kept_bytes = 64;    ///< of each parsed reply, for examples
  bool recognise = true;          ///< compare bytes first; else parse every reply
};

/// The result of judging a complete reply.
struct Judgement {
  Outcome outcome = Outcome::ok;
  std::string detail;  ///< empty if ok
};

/// The first complete, good reply of a run; all others must have its status and content.
/// Thread-safe.
class Expectation {
 public:
  struct Reply {
    int status = 0;
    std::uint64_t content_bytes = 0;
    Digest digest;
  };

  /// Null if there is none yet.
  const Reply* get() const { return set_.load(std::memory_order_acquire) ? &reply_ : nullptr; }
  /// Makes it the expected reply unless there is one already. Returns the expected reply.
  const Reply& offer(const Reply& reply);

 private:
  std::mutex mutex_;
  std::atomic<bool> set_ = false;
  Reply reply_;  // does not change once set
};

/// A complete reply that has passed the full check.
struct KnownReply {
  std::string bytes;
  ReplyFacts facts;
};

/// Judges replies. The first complete one with a good status sets the content that all others must
/// have.
///
/// The fast path: the bytes of a reply that passed the full check are kept, and a reply of exactly
/// the same bytes needs no second check. A reply that differs anywhere (a new Date, say) is parsed
/// in full; if it passes, its bytes are recognised from then on. So no check is lost for speed. Not
/// thread-safe: one per thread.
class ReplyChecker {
 public:
  /// Longer replies are not kept, so they are always parsed in full.
  static constexpr std::size_t longest_known = std::size_t{64} * 1024;

  /// `expectation`: shared by the threads of a run.
  explicit ReplyChecker(const ReplyRules& rules,
                        std::shared_ptr<Expectation> expectation = std::make_shared<Expectation>())
      : rules_(rules), expectation_(std::move(expectation)) {}

  const ReplyRules& rules() const { return rules_; }

  /// The reply to recognise; null if there is none yet.
  const std::shared_ptr<const KnownReply>& known() const { return known_; }

  /// `bytes` were one complete reply with these facts: recognise it from now on, if it is good.
  void remember(std::string_view bytes, const ReplyFacts& facts);

  /// Judges a complete reply; it may set the expectation.
  Judgement judge(const ReplyFacts& facts);

 private:
  const ReplyRules rules_;
  const std::shared_ptr<Expectation> expectation_;
  std::shared_ptr<const KnownReply> known_;
};

}  // namespace tiga::loadgen::verify
