// Ports for programs that cannot choose one themselves.
#pragma once

#include <cstdint>

namespace tiga::suite::measure {

/// Whether nobody holds that port of 127.0.0.1 now.
bool is_free(std::uint16_t port);

/// A random port of 127.0.0.1 that nobody holds now. It lies outside of the range that the kernel
/// takes the ports of clients from, so that no connection of a load, or one that lingers in
/// TIME_WAIT, comes in between. Throws CannotRun when there is none.
std::uint16_t pick_free_port();

}  // namespace tiga::suite::measure
