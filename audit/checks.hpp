// The rules' own functions; rules.cpp has their names and meanings.
#pragma once

#include <vector>

#include "audit/rules.hpp"

namespace tiga::audit {

// count_rules.cpp: what was asked for, completed, failed and received
std::vector<Finding> no_reply(const Table& table);
std::vector<Finding> non_2xx_throughout(const Table& table);
std::vector<Finding> some_non_2xx(const Table& table);
std::vector<Finding> all_failed(const Table& table);
std::vector<Finding> more_than_asked(const Table& table);
std::vector<Finding> counts_differ(const Table& table);
std::vector<Finding> fewer_than_asked(const Table& table);
std::vector<Finding> failed_above_complete(const Table& table);
std::vector<Finding> short_replies(const Table& table);
std::vector<Finding> html_octets(const Table& table);
std::vector<Finding> keep_alive_count(const Table& table);
std::vector<Finding> keep_alive_refused(const Table& table);
std::vector<Finding> negative(const Table& table);

// rate_rules.cpp: rates, times and octets against each other
std::vector<Finding> rate_times_time(const Table& table);
std::vector<Finding> time_per_request(const Table& table);
std::vector<Finding> transfer_times_time(const Table& table);
std::vector<Finding> beyond_loopback(const Table& table);
std::vector<Finding> zero_time(const Table& table);

// latency_rules.cpp
std::vector<Finding> percentiles_descend(const Table& table);
std::vector<Finding> mean_out_of_range(const Table& table);
std::vector<Finding> latency_above_run(const Table& table);
std::vector<Finding> more_in_flight(const Table& table);
std::vector<Finding> fewer_in_flight(const Table& table);
std::vector<Finding> syn_retransmit(const Table& table);

// copied_rules.cpp
std::vector<Finding> copied_row(const Table& table);
std::vector<Finding> same_figures(const Table& table);

// run_rules.cpp: true, but easily misread
std::vector<Finding> slows_as_served(const Table& table);
std::vector<Finding> one_request_each(const Table& table);
std::vector<Finding> second_line(const Table& table);
std::vector<Finding> too_many_digits(const Table& table);
std::vector<Finding> short_run(const Table& table);

}  // namespace tiga::audit
