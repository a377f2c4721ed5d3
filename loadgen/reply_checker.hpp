// Which replies are good: the expectation that the first good one sets, and a fast way to recognise
// its like.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "loadgen/outcome.hpp"
#include "loadgen/reply_reader.hpp"

namespace tiga::loadgen {

/// What a run asks of its replies.
struct ReplyRules {
  bool to_head = false;           ///< the requests are HEAD
  bool keep_alive = false;        ///< the requests leave the connection open
  std::optional<int> status;      ///< none: that of the first whole 2xx reply
  bool variable_content = false;  ///< length and content may differ from reply to reply
  std::size_t kept_octets = 64;   ///< of each reply that is read in full, for examples
  bool recognise = true;          ///< compare as octets first; else read every reply in full
};

/// How a whole reply was judged.
struct Judgement {
  Outcome outcome = Outcome::ok;
  std::string detail;  ///< empty where ok
};

/// Judges replies. The first whole one with a good status sets the content that all others must
/// have.
///
/// The fast way: the octets of a reply that passed the full check are kept, and a reply of exactly
/// the same octets needs no second check. A reply that differs anywhere (a new Date, say) is read
/// in full; if it passes, its octets are the ones to be recognised from then on. So speed never
/// costs a check. Not thread-safe: one a thread.
class ReplyChecker {
 public:
  explicit ReplyChecker(const ReplyRules& rules) : rules_(rules) {}

  const ReplyRules& rules() const { return rules_; }

  /// The facts of a whole, good reply that is exactly `octets`; null if these octets are not known
  /// to be one.
  const ReplyFacts* recognise(std::string_view octets) const {
    return !known_.empty() && octets == known_ ? &known_facts_ : nullptr;
  }

  /// `octets` came as one whole reply with these facts: recognise it from now on, if it is good.
  void remember(std::string_view octets, const ReplyFacts& facts);

  /// Judges a whole reply; may learn from it.
  Judgement judge(const ReplyFacts& facts);

 private:
  /// What the first good reply was.
  struct Expectation {
    int status = 0;
    std::uint64_t content_octets = 0;
    Digest digest;
  };

  const ReplyRules rules_;
  std::optional<Expectation> expected_;
  std::string known_;
  ReplyFacts known_facts_;
};

}  // namespace tiga::loadgen
