// A digest of content, to compare contents of any size without keeping them.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

struct XXH3_state_s;

namespace tiga::loadgen::verify {

/// 128 bits of XXH3. Equal contents have equal digests. Different contents have different digests
/// unless somebody constructs a collision.
struct Digest {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  friend bool operator==(const Digest&, const Digest&) = default;
};

/// The digest of content in one piece.
Digest digest_of(std::string_view content);

/// Computes the digest piece by piece; the result equals digest_of the whole content. Not
/// thread-safe.
class DigestBuilder {
 public:
  DigestBuilder();
  void add(std::string_view piece);
  Digest digest() const;

 private:
  struct Free {
    void operator()(XXH3_state_s* state) const;
  };
  std::unique_ptr<XXH3_state_s, Free> state_;
};

}  // namespace tiga::loadgen::verify
