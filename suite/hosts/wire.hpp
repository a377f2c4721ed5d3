// What one host asks another for, and what it answers, as parts of messages. Readers throw
// nlohmann::json::exception where a field is missing or of another type.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "suite/measure/host.hpp"
#include "suite/measure/load_order.hpp"
#include "suite/measure/system_use.hpp"

namespace tiga::suite::hosts {

nlohmann::json json_of(const measure::LoadOrder& order);
measure::LoadOrder load_order_from(const nlohmann::json& from);

nlohmann::json json_of(const measure::ServerStart& order);
measure::ServerStart server_start_from(const nlohmann::json& from);

nlohmann::json json_of(const std::vector<measure::ProcessUse>& use);
std::vector<measure::ProcessUse> use_from(const nlohmann::json& from);

nlohmann::json json_of(const measure::ServerEnd& end);
measure::ServerEnd server_end_from(const nlohmann::json& from);

nlohmann::json json_of(const measure::SystemUse& use);
measure::SystemUse system_use_from(const nlohmann::json& from);

nlohmann::json json_of(const std::vector<measure::LogFile>& files);
std::vector<measure::LogFile> log_files_from(const nlohmann::json& from);

}  // namespace tiga::suite::hosts
