#include "servers/core/server_log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace tiga::servers::core {

ServerLog::ServerLog(LogLevel level)
    : level_(level),
      logger_(
          std::make_shared<spdlog::logger>("", std::make_shared<spdlog::sinks::stderr_sink_mt>())) {
  logger_->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %v", spdlog::pattern_time_type::utc);
  logger_->flush_on(spdlog::level::info);
}

void ServerLog::request(std::string_view peer, std::string_view request_line, int status,
                        std::size_t bytes_sent, std::string_view note) const {
  if (requests()) {
    logger_->info("{} \"{}\" {} {}{}{}", peer, request_line, status, bytes_sent,
                  note.empty() ? "" : " ", note);
  }
}

void ServerLog::error(std::string_view text) const {
  if (level_ != LogLevel::none) {
    logger_->error("{}", text);
  }
}

}  // namespace tiga::servers::core
