// What a reader has to know of the network, and of a run on several hosts.
#pragma once

#include "suite/report/notes.hpp"

namespace tiga::suite::report {

/// The arms and levels whose replies took all that the link between the hosts can carry, where its
/// speed is known (HostFacts::link_mbit).
Notes about_wire(const records::RunData& run, text::Language language);

/// The levels at which TCP sent data again in many cells, and what that means.
Notes about_retransmissions(const records::RunData& run, text::Language language);

/// What the figures do not cover: of a run on one machine the network, of any run other machines.
Notes about_network(const records::Manifest& manifest, text::Language language);

}  // namespace tiga::suite::report
