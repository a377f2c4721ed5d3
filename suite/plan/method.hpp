// The thresholds of the method, each in this one place; those of pure statistics stand in
// stats/method.hpp, that of a saturated generator in loadgen/summary.hpp. docs/method.md,
// "Constants", has all of them and why they are what they are; a test checks it against
// tests/suite/analysis/method_constants.hpp.
#pragma once

#include <cstddef>

namespace tiga::suite::plan::method {

/// Goal of a plan that names none: intervals of ratios within this of their estimate.
inline constexpr double default_precision = 0.05;
/// Ratios nearer to 1 are of no interest to a plan that names no other.
inline constexpr double default_delta = 0.05;
/// With fewer blocks the sign-flip test cannot reach 5 %: its least p is 2 / 2^blocks.
inline constexpr std::size_t least_blocks = 6;
/// Draws for a look at the widths of intervals between blocks.
inline constexpr std::size_t draws_for_width = 1999;

/// The page says why intervals are wide if the blocks' dependence makes them so many times as wide.
inline constexpr double much_widening = 1.25;

/// An adaptive warm-up ends when so many batches in a row …
inline constexpr std::size_t warm_up_window = 3;
/// … lie within this of each other …
inline constexpr double warm_up_agreement = 0.10;
/// … or after so many.
inline constexpr std::size_t warm_up_most_batches = 15;

/// A cell is not valid where Little's law is off by more.
inline constexpr double littles_law_tolerance = 0.10;
/// Warn where the hypervisor gave more of the cores' time to others.
inline constexpr double much_stolen = 0.10;
/// A server's cores are full from this share on.
inline constexpr double full_core = 0.90;
/// Backends with a lower Jain's index have uneven shares.
inline constexpr double even_shares = 0.95;

/// Costs that explain why an arm is behind, against the one ahead: so many times the CPU a request;
inline constexpr double clearly_more_cpu = 1.1;
/// so many times the context switches, and
inline constexpr double clearly_more_switches = 1.5;
/// so many more of them a request;
inline constexpr double least_more_switches = 0.5;
/// so many times the overflows, or the SYNs that were sent again.
inline constexpr double clearly_more_events = 2;
/// RFC 6298 §2.1.
inline constexpr double first_syn_timeout_s = 1;

/// A model, the map's or that of queues, agrees with the measurement within this.
inline constexpr double model_tolerance = 0.10;
/// With fewer requests a client a run is start and end, no steady state, as a model of queues has
/// it.
inline constexpr double steady_requests = 15;
/// A narrower range of the model is shown as one figure.
inline constexpr double narrow_range = 0.05;
/// A thread of the generator has at least so many connections to serve.
inline constexpr std::size_t connections_a_thread = 8;

/// Some process waited for a core for more of the time.
inline constexpr double much_waiting = 0.2;
/// A load average above as many processes a core is told of. A build with a job for each core, just
/// before, is below.
inline constexpr double much_load = 2;
/// Replies that take this part of a link's speed are limited by it: of a full one, the headers of
/// TCP, IP and Ethernet take 6 % (1448 of 1538 bytes are content).
inline constexpr double full_wire = 0.90;
/// The page tells of a level where TCP sent data again in more of the cells.
inline constexpr double much_retransmission = 0.10;

}  // namespace tiga::suite::plan::method
