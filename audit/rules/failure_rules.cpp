#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "audit/evidence.hpp"
#include "audit/rules/rule_groups.hpp"

namespace tiga::audit::rules {
namespace {

// The kinds of failure that ab prints below "Failed requests", and how often each was counted.
struct KindsOfFailure {
  double sum = 0;
  double most = 0;          ///< the most frequent kind: as many requests failed at least
  int kinds = 0;            ///< kinds with a failure
  bool all_equal = true;    ///< each kind that occurs, equally often
  bool some_equal = false;  ///< two kinds that occur, equally often
  std::string names;
};

KindsOfFailure kinds_of_failure(const Row& row) {
  constexpr std::array<std::pair<Field, std::string_view>, 4> fields = {
      {{Field::connect_failures, "Connect"},
       {Field::receive_failures, "Receive"},
       {Field::length_failures, "Length"},
       {Field::exceptions, "Exceptions"}}};
  KindsOfFailure found;
  std::vector<double> counts;
  for (const auto& [field, name] : fields) {
    const double count = value_or_0(row, field);
    if (count <= 0) {
      continue;
    }
    found.some_equal = found.some_equal || std::ranges::find(counts, count) != counts.end();
    counts.push_back(count);
    found.sum += count;
    found.most = std::max(found.most, count);
    found.names += (found.kinds++ == 0 ? "" : ", ") + std::string(name);
  }
  found.all_equal = std::ranges::all_of(counts, [&](double count) { return count == found.most; });
  return found;
}

// A connection that breaks is a failure of several kinds in ab's count: the kinds have the same
// number then.
bool counts_requests_again(const Row& row) {
  const KindsOfFailure kinds = kinds_of_failure(row);
  return kinds.some_equal && kinds.sum == value_or_0(row, Field::failed);
}

// Requests that ended without a whole reply, by ab's kinds.
double without_reply(const Row& row) {
  return std::max(value_or_0(row, Field::receive_failures), value_or_0(row, Field::exceptions));
}

// What replies by status are a part of: complete requests or, if the row has none, all.
double base_of_replies(const AuditedTable& table, const Row& row) {
  const double complete = value_or_0(row, Field::complete);
  return complete > 0 ? complete : all_requests(table, row);
}

// A table by people may have a column of one status only: then the rest had another one.
LocalizedText none_has_2xx(const AuditedTable& table, const Row& row) {
  const auto replies = replies_of(row);
  if (!replies || replies->of_2xx > 0) {
    return {};
  }
  const double base = base_of_replies(table, row);
  if (replies->has_2xx && replies->others == 0 && table.tool == Tool::unknown && base > 0 &&
      row.find(Field::failed) == nullptr) {
    return localized("{}, none of them 2xx", requests_text(table, base));
  }
  return replies->others > 0 && (replies->has_2xx || (base > 0 && replies->others >= base))
             ? localized("{}, none of them 2xx", replies_text(table, replies->others))
             : LocalizedText();
}

LocalizedText non_2xx_throughout(const AuditedTable& table, const Row& row) {
  const double others = value_or_0(row, Field::non_2xx);
  const double complete = value_or_0(row, Field::complete);
  const double lost = without_reply(row);
  if (LocalizedText none = none_has_2xx(table, row); !none.empty()) {
    return none;
  }
  if (others <= 0 || complete <= 0) {
    return {};
  }
  if (others >= complete) {
    return localized("{} non-2xx of {} complete", count_text(table, others),
                     count_text(table, complete));
  }
  return others + lost == complete
             ? localized("{} non-2xx and {} without a whole reply are all {} complete",
                         count_text(table, others), count_text(table, lost),
                         count_text(table, complete))
             : LocalizedText();
}

// Whether the row is a run of a tool, so that no reply is none of a test. In a table by people, or
// one of several requests, a row of zeros may be one that was never sent.
bool is_run_of_tool(const AuditedTable& table) {
  const bool has_row_for_each = table.tool == Tool::jmeter || table.tool == Tool::locust;
  return table.tool != Tool::unknown && (!has_row_for_each || table.rows.size() == 1);
}

// No request is complete, or nothing came where the row does not say how many are. A tool that
// counts contents only has no byte of a reply without one.
bool none_answered(const AuditedTable& table, const Row& row) {
  const Figure* complete = row.find(Field::complete);
  if (complete != nullptr) {
    return complete->value == 0 && (errors_of(row) > 0 || is_run_of_tool(table));
  }
  const Figure* received = facts_of(table.tool).counts_heads ? row.find(Field::bytes) : nullptr;
  received = received == nullptr ? row.find(Field::rate) : received;
  return table.tool != Tool::unknown && received != nullptr && received->value == 0 &&
         row.find(Field::ok) == nullptr && value_or_0(row, Field::ok_share) <= 0 &&
         (errors_of(row) > 0 || is_run_of_tool(table));
}

// As many requests failed as there were, by a count of which failures are a part.
bool all_are_failed(const AuditedTable& table, const Row& row) {
  const double failed = value_or_0(row, Field::failed);
  const Figure* complete = row.find(Field::complete);
  const bool is_part =
      complete == nullptr ? table.tool == Tool::unknown : counts_failures_as_complete(table.tool);
  return is_part && failed > 0 && value_or_0(row, Field::ok) == 0 &&
         failed == all_requests(table, row) && !counts_requests_again(row);
}

LocalizedText none_succeeded(const AuditedTable& table, const Row& row) {
  const Figure* ok = row.find(Field::ok);
  const Figure* ok_share = row.find(Field::ok_share);
  const double all = all_requests(table, row);
  const bool is_ours = table.tool == Tool::suite || table.tool == Tool::loadgen;
  if (!non_2xx_throughout(table, row).empty()) {
    return {};  // says more
  }
  if (value_or_0(row, Field::failed_share) >= 1 || (ok_share != nullptr && ok_share->value == 0)) {
    return message("100 % failed");
  }
  if (is_ours) {
    return {};
  }
  if (none_answered(table, row)) {
    return joined(replies_text(table, 0), "; ", errors_text(table, row));
  }
  const bool none_ok = (ok != nullptr && ok->value == 0) || all_are_failed(table, row);
  if (none_ok && all > 0) {
    return localized("0 succeeded of {}", count_text(table, all));
  }
  const Figure* failed = row.find(Field::failed);  // "> 5"
  return none_ok && failed != nullptr && failed->range().low > 0 ? counts_of(row) : LocalizedText();
}

// Of a table by people that counts 2xx only: the requests that had none, unless they are counted as
// failed.
double without_2xx(const AuditedTable& table, const Row& row) {
  const auto replies = replies_of(row);
  if (table.tool != Tool::unknown || !replies || !replies->has_2xx || replies->others > 0) {
    return 0;
  }
  const double rest = base_of_replies(table, row) - replies->of_2xx;
  return rest > most_of(row, Field::failed) && errors_of(row) < rest ? rest : 0;
}

LocalizedText some_non_2xx(const AuditedTable& table, const Row& row) {
  const double others = value_or_0(row, Field::non_2xx);
  const double complete = value_or_0(row, Field::complete);
  if (!non_2xx_throughout(table, row).empty()) {
    return {};
  }
  const double base = base_of_replies(table, row);
  if (const double rest = without_2xx(table, row); rest > 0 && others <= 0) {
    return localized("{} of {} without a 2xx reply ({})", count_text(table, rest),
                     requests_text(table, base), percent(table, rest / base));
  }
  if (const auto replies = replies_of(row); replies && replies->others > 0) {
    if (!replies->has_2xx) {
      return base > 0
                 ? localized("{} non-2xx of {} ({})", count_text(table, replies->others),
                             requests_text(table, base), percent(table, replies->others / base))
                 : localized("{} non-2xx", count_text(table, replies->others));
    }
    return localized("{} non-2xx of {} ({})", count_text(table, replies->others),
                     replies_text(table, replies->others + replies->of_2xx),
                     percent(table, replies->others / (replies->others + replies->of_2xx)));
  }
  if (others <= 0) {
    return {};
  }
  if (const Figure* bound = row.find(Field::non_2xx);
      bound != nullptr && bound->bound != Bound::none) {
    return localized("{} non-2xx", bound->text);
  }
  if (complete == 0) {
    return localized("{} non-2xx", count_text(table, others));
  }
  const double well =
      complete - std::max(others, counts_requests_again(row) ? kinds_of_failure(row).most
                                                             : known_or_0(row, Field::failed));
  return localized("{} non-2xx of {} complete ({}): at most {} answered well",
                   count_text(table, others), count_text(table, complete),
                   percent(table, others / complete), count_text(table, std::max(0.0, well)));
}

// ab's sum of failures may be in a table by people, too, and the suite's own runs fail.
bool may_be_abs(Tool tool) { return tool == Tool::ab || tool == Tool::unknown; }

LocalizedText all_failed(const AuditedTable& table, const Row& row) {
  const double failed = value_or_0(row, Field::failed);
  const bool is_ours = table.tool == Tool::suite || table.tool == Tool::loadgen;
  return (may_be_abs(table.tool) || is_ours) && failed > 0 && value_or_0(row, Field::ok) == 0 &&
                 failed == value_or_0(row, Field::complete) && !counts_requests_again(row) &&
                 none_succeeded(table, row).empty()
             ? counts_of(row)
             : LocalizedText();
}

LocalizedText failed_above_complete(const AuditedTable& table, const Row& row) {
  const Figure* complete = row.find(Field::complete);
  const Figure* failed = row.find(Field::failed);
  return may_be_abs(table.tool) && complete != nullptr && failed != nullptr &&
                 is_below(complete->range(), failed->range()) && !counts_requests_again(row)
             ? counts_of(row)
             : LocalizedText();
}

LocalizedText counted_several_times(const AuditedTable& table, const Row& row) {
  if (!counts_requests_again(row)) {
    return {};
  }
  const KindsOfFailure kinds = kinds_of_failure(row);
  const double failed = value_or_0(row, Field::failed);
  const double all = all_requests(table, row);
  if (kinds.all_equal) {
    return localized("{} failed = {} x {} ({}): {} of {}, {}", count_text(table, failed),
                     kinds.kinds, count_text(table, kinds.most), kinds.names,
                     count_text(table, kinds.most), requests_text(table, all),
                     percent(table, kinds.most / all));
  }
  return localized("{} failed ({}): from {} to {} of {}, {} at least", count_text(table, failed),
                   kinds.names, count_text(table, kinds.most),
                   count_text(table, std::min(failed, all)), requests_text(table, all),
                   percent(table, kinds.most / all));
}

// A bound of a share gives none.
double share_failed(const Row& row) {
  const Figure* ok = row.find(Field::ok_share);
  const bool is_known = ok != nullptr && ok->bound == Bound::none;
  return std::max(known_or_0(row, Field::failed_share), is_known ? 1 - ok->value : 0);
}

// "<1 %" failed or ">99 %" succeeded: how many is not known.
LocalizedText bound_of_failures(const Row& row) {
  const auto is_bound = [](const Figure* figure) {
    return figure != nullptr && figure->bound != Bound::none && figure->range().high > 0;
  };
  const Figure* failed = row.find(Field::failed);
  failed = failed == nullptr ? row.find(Field::failed_share) : failed;
  const Figure* ok = row.find(Field::ok_share);
  if (is_bound(failed)) {
    return localized("{} failed", failed->shown());
  }
  return failed == nullptr && is_bound(ok) ? localized("{} succeeded", ok->shown())
                                           : LocalizedText();
}

LocalizedText some_failed(const AuditedTable& table, const Row& row) {
  const double failed = value_or_0(row, Field::failed);
  const double all = all_requests(table, row);
  if (LocalizedText bound = bound_of_failures(row); !bound.empty()) {
    return bound;
  }
  if (const double share = share_failed(row); failed <= 0 && share > 0 && share < 1) {
    return localized("{} failed", percent(table, share));
  }
  if (failed <= 0 || counts_requests_again(row)) {
    return {};
  }
  if (all == 0) {
    return localized("{} failed", count_text(table, failed));
  }
  return failed < all && all_failed(table, row).empty() && failed_above_complete(table, row).empty()
             ? localized("{} failed of {}: {}", count_text(table, failed),
                         requests_text(table, all), percent(table, failed / all))
             : LocalizedText();
}

constexpr auto failure_rule_list = std::to_array<Rule>({
    {"non-2xx-throughout", Severity::error,
     message("No reply had a 2xx status: the test measured an error page or a redirect."),
     each_row<non_2xx_throughout>},
    {"none-succeeded", Severity::error,
     message("No request succeeded: rates and latencies are of failures, not of the service."),
     each_row<none_succeeded>},
    {"all-failed", Severity::note,
     message("As many requests failed as are complete: possibly none succeeded, if failures are "
             "among the complete ones, as with ab."),
     each_row<all_failed>},
    {"failed-above-complete", Severity::note,
     message("ab may count one request under several kinds of failure; this is not a number of "
             "requests."),
     each_row<failed_above_complete>},
    {"counted-several-times", Severity::note,
     message("ab counts a connection that breaks under several kinds of failure, so fewer requests "
             "failed "
             "than the sum says; they are included in the complete ones and in every rate."),
     each_row<counted_several_times>},
    {"some-failed", Severity::note,
     message("Some requests failed; most tools include them in their rate and their latencies."),
     each_row<some_failed>},
    {"some-non-2xx", Severity::note,
     message("Some replies had no 2xx status; they are included in the complete ones and in every "
             "rate."),
     each_row<some_non_2xx>},
});

}  // namespace

std::span<const Rule> failure_rules() { return failure_rule_list; }

}  // namespace tiga::audit::rules
