// libFuzzer's entry point for the target that TIGA_FUZZ_TARGET names.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "fuzz/targets.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Memory of its own size, so that AddressSanitizer sees each octet read past the end.
  const std::vector<char> octets(data, data + size);
  tiga::fuzz::TIGA_FUZZ_TARGET({octets.data(), octets.size()});
  return 0;
}
