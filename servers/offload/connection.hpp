// async_server's connection, with work done elsewhere.
#pragma once

#include "servers/loop/http_connection.hpp"
#include "servers/offload/workers.hpp"

namespace tiga::servers::offload {

/// Lives until its work is done, also where it is ended meanwhile: the thread that does it must not
/// find it gone.
class Connection final : public loop::HttpConnection, private Job {
 public:
  Connection(loop::Loop& loop, Workers& workers, common::UniqueFd accepted,
             const common::SocketAddress& peer)
      : HttpConnection(loop, std::move(accepted), peer), workers_(workers) {}

  /// Work that has not begun is not begun any more.
  void abort() override;

 private:
  bool work() override;
  void done() override;

  Workers& workers_;
  std::shared_ptr<loop::Connection> kept_;  // itself, while a job
};

}  // namespace tiga::servers::offload
