// The meaning of a fuzzer's input for the balancer: a list of actions of its clients and backends.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tiga::fuzz {

/// One action. An input has a letter, a digit, and the text up to the next NUL, so that seeds are
/// readable and mutations stay actions.
struct Action {
  /// The letters; balancer.cpp says what each does.
  enum class Kind : char {
    client_sends = 'c',
    client_sends_much = 'n',
    client_half_closes = 'h',
    client_closes = 'x',
    client_resets = 'r',
    client_stops_reading = 'p',
    client_reads_on = 'q',
    client_is_rejected = 'R',
    backend_answers = 'a',         ///< every request from now on with the text; empty: not at all
    backend_answers_closes = 'b',  ///< the same, and then closes
    backend_answers_resets = 'd',  ///< the same, and then resets
    backend_sends = 's',           ///< on its newest connection
    backend_sends_much = 'm',
    backend_half_closes = 'F',
    backend_closes = 'f',
    backend_resets = 'e',
    backend_refuses = 'L',
    backend_listens = 'l',
    time_passes = 't',  ///< the digit chooses how much
    drain = 'g',        ///< SIGTERM
    by_connection = 'o',
    none = 0,
  };

  Kind kind = Kind::none;
  std::size_t who = 0;
  std::string_view text;  ///< into the input
};

inline constexpr std::size_t most_actions = 60;

/// The actions of `input`, as views into it; anything else is ignored.
std::vector<Action> read_script(std::string_view input);

}  // namespace tiga::fuzz
