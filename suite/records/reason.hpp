// Why a cell is not valid, or an arm was left out: a code and its figures. The sentence is made
// where it is shown.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "suite/text/tr.hpp"

namespace tiga::suite::records {

/// A code of column `reason`, and its sentence with the names of its figures in braces.
struct ReasonKind {
  std::string_view code;
  text::Message sentence;
};

/// The only list of reasons. The column, its page and the sentences come from it.
inline constexpr auto reason_kinds = std::to_array<ReasonKind>({
    {"not_all_ok", text::message("{ok} of {requests} requests ended ok")},
    {"lost_clients",
     text::message(
         "of {idle} idle connections {idle_at_begin} were open at the start, {idle_at_end} "
         "at the end; of {slow_readers} slow readers {slow_readers_at_begin} and "
         "{slow_readers_at_end}; {slow_failures} of their {slow_requests} requests "
         "failed")},
    {"nothing_answered", text::message("no request was answered")},
    {"no_count", text::message("the servers left no count of their replies")},
    {"counters_disagree",
     text::message("counters disagree: the servers sent {replies} replies, the generator counts "
                   "{ok} ok and {started} started")},
    {"littles_law",
     text::message("Little's law does not hold: throughput x mean latency is {ratio} times the "
                   "mean number of requests in flight that was measured")},
    {"no_capacity",
     text::message("its capacity is not known: the closed loop of {arm} at {concurrency} in this "
                   "block is not valid")},
    {"start_exited", text::message("{program} did not start: it exited with status {status}")},
    {"start_killed",
     text::message("{program} did not start: it was killed by signal {signal} ({name})")},
    {"start_too_slow",
     text::message("{program} did not start: it was not ready within {seconds} s")},
    {"start_without_port",
     text::message("{program} did not start: it said '{line}', which names no port")},
    {"exited", text::message("{program} exited with status {status}")},
    {"killed", text::message("{program} was killed by signal {signal} ({name})")},
    {"killed_at_stop",
     text::message("{program} was killed by signal {signal} ({name}) after {asked}")},
    {"too_slow", text::message("{program} did not end within {seconds} s")},
    {"host_lost", text::message("{host} was lost: {how}")},
    {"wrk_incomplete", text::message("wrk did not say its {value}")},
    {"no_program", text::message("{arm} is left out: there is no program {program}; install it")},
    {"no_io_uring",
     text::message("{arm} is left out: this kernel or its settings do not offer io_uring")},
    {"copy_of_another", text::message("the copy is of {arm} instead")},
    {"no_copy", text::message("there is no copy, since one arm is left")},
    {"other_reply", text::message("its reply has {bytes} bytes, one of ours {ours}")},
    {"no_arm", text::message("no arm offers it")},
    {"failed", text::Message{"{text}"}},  // the system's words, the same in every language
});

/// A code that is in the list and has that many figures; anything else does not compile.
template <class... Figures>
struct ReasonCode {
  consteval ReasonCode(const char* code)
      : kind(std::ranges::find(reason_kinds, std::string_view(code), &ReasonKind::code)) {
    if (kind == reason_kinds.end()) {
      throw "there is no such code";
    }
    if (std::ranges::count(kind->sentence.english, '{') != sizeof...(Figures)) {
      throw "the sentence of that code has another number of figures";
    }
  }
  const ReasonKind* kind;
};

/// One reason; empty if there is none, as for a valid cell. Figures come from programs and the
/// network: those bytes that are not printable are escaped (common::printable).
class Reason {
 public:
  Reason() = default;
  /// The figures in the order of the sentence: Reason("exited", "async_server", 3).
  template <class... Figures>
  Reason(ReasonCode<std::type_identity_t<Figures>...> code, const Figures&... figures)
      : Reason(*code.kind, {fmt::format("{}", figures)...}) {}
  /// A field of column `reason`; a sentence, as runs before the codes have it, stays as it is.
  static Reason from_field(std::string field);

  /// One more figure, beside those of the sentence: requests that had an outcome; behind it of the
  /// first of them the `detail` and how its reply `began`; what a program `said` last; or `during`
  /// what it was if not the counted requests ("warm_up"). An empty one is left out.
  void add(std::string_view name, std::string_view figure);
  /// The same without details and beginnings, which differ among cells that failed alike.
  Reason without_examples() const;

  /// As it stands in column `reason`: `exited program=async_server status=3 said="no file"`.
  const std::string& field() const { return field_; }
  bool empty() const { return field_.empty(); }
  /// The sentence; of a run before the codes the one that it has.
  std::string in(text::Language language) const;

  friend bool operator==(const Reason&, const Reason&) = default;

 private:
  Reason(const ReasonKind& kind, const std::vector<std::string>& figures);
  void append(std::string_view name, std::string_view figure);

  std::string field_;
};

/// What docs/columns.md says of the reasons.
std::string reasons_page();

}  // namespace tiga::suite::records
