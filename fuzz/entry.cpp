// libFuzzer's entry point for the target that TIGA_FUZZ_TARGET names.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "fuzz/targets.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // A copy of exactly its size, so that AddressSanitizer reports each read past the end.
  const std::vector<char> bytes(data, data + size);
  tiga::fuzz::TIGA_FUZZ_TARGET({bytes.data(), bytes.size()});
  return 0;
}
