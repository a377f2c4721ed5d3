// A fingerprint of content, so that contents of any size can be compared without keeping them.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

struct XXH3_state_s;

namespace tiga::loadgen::verify {

/// 128 bits of XXH3. Equal contents have equal digests; unequal ones do not, but by intent.
struct Digest {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  friend bool operator==(const Digest&, const Digest&) = default;
};

/// The digest of content that lies in one piece.
Digest digest_of(std::string_view content);

/// Takes content piece by piece; gives the same as digest_of the whole. Not thread-safe.
class DigestBuilder {
 public:
  DigestBuilder();
  ~DigestBuilder();
  DigestBuilder(const DigestBuilder&) = delete;
  DigestBuilder& operator=(const DigestBuilder&) = delete;

  void add(std::string_view piece);
  Digest digest() const;

 private:
  struct Free {
    void operator()(XXH3_state_s* state) const;
  };
  std::unique_ptr<XXH3_state_s, Free> state_;
};

}  // namespace tiga::loadgen::verify
