// Which replies are good: the expectation that the first good one sets, and a fast way to recognise
// its like.
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

/// What a run asks of its replies.
struct ReplyRules {
  bool to_head = false;           ///< the requests are HEAD
  bool keep_alive = false;        ///< the requests leave the connection open
  std::optional<int> status;      ///< none: that of the first whole 2xx reply
  bool variable_content = false;  ///< length and content may differ from reply to reply
  std::size_t kept_bytes = 64;    ///< of each reply that is read in full, for examples
  bool recognise = true;          ///< compare as bytes first; else read every reply in full
};

/// How a whole reply was judged.
struct Judgement {
  Outcome outcome = Outcome::ok;
  std::string detail;  ///< empty where ok
};

/// What the first whole, good reply of a run was; all others must have its status and content.
/// Thread-safe.
class Expectation {
 public:
  struct Reply {
    int status = 0;
    std::uint64_t content_bytes = 0;
    Digest digest;
  };

  /// Null while there is none.
  const Reply* get() const { return set_.load(std::memory_order_acquire) ? &reply_ : nullptr; }
  /// Makes it what is expected, unless something is; gives what is expected then.
  const Reply& offer(const Reply& reply);

 private:
  std::mutex mutex_;
  std::atomic<bool> set_ = false;
  Reply reply_;  // does not change once set
};

/// A whole reply that has passed the full check.
struct KnownReply {
  std::string bytes;
  ReplyFacts facts;
};

/// Judges replies. The first whole one with a good status sets the content that all others must
/// have.
///
/// The fast way: the bytes of a reply that passed the full check are kept, and a reply of exactly
/// the same bytes needs no second check. A reply that differs anywhere (a new Date, say) is read
/// in full; if it passes, its bytes are the ones to be recognised from then on. So speed never
/// costs a check. Not thread-safe: one a thread.
class ReplyChecker {
 public:
  /// Longer replies are not kept, and so always read in full.
  static constexpr std::size_t longest_known = std::size_t{64} * 1024;

  explicit ReplyChecker(const ReplyRules& rules)
      : ReplyChecker(rules, std::make_shared<Expectation>()) {}
  /// `expectation`: shared by the threads of a run.
  ReplyChecker(const ReplyRules& rules, std::shared_ptr<Expectation> expectation)
      : rules_(rules), expectation_(std::move(expectation)) {}

  const ReplyRules& rules() const { return rules_; }

  /// The reply to recognise; null if there is none yet.
  const std::shared_ptr<const KnownReply>& known() const { return known_; }

  /// `bytes` were one whole reply with these facts: recognise it from now on, if it is good.
  void remember(std::string_view bytes, const ReplyFacts& facts);

  /// Judges a whole reply; may learn from it.
  Judgement judge(const ReplyFacts& facts);

 private:
  const ReplyRules rules_;
  const std::shared_ptr<Expectation> expectation_;
  std::shared_ptr<const KnownReply> known_;
};

}  // namespace tiga::loadgen::verify
