#include "loadgen/verify/digest.hpp"

#include <xxhash.h>

#include <new>

namespace tiga::loadgen::verify {

Digest digest_of(std::string_view content) {
  const XXH128_hash_t hash = XXH3_128bits(content.data(), content.size());
  return {hash.low64, hash.high64};
}

DigestBuilder::DigestBuilder() : state_(XXH3_createState()) {
  if (!state_) {
    throw std::bad_alloc();
  }
  XXH3_128bits_reset(state_.get());
}

void DigestBuilder::add(std::string_view piece) {
  XXH3_128bits_update(state_.get(), piece.data(), piece.size());
}

Digest DigestBuilder::digest() const {
  const XXH128_hash_t hash = XXH3_128bits_digest(state_.get());
  return {hash.low64, hash.high64};
}

void DigestBuilder::Free::operator()(XXH3_state_s* state) const { XXH3_freeState(state); }

}  // namespace tiga::loadgen::verify
