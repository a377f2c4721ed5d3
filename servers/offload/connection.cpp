#include "servers/offload/connection.hpp"

#include <utility>

namespace tiga::servers::offload {

bool Connection::work() {
  kept_ = shared_from_this();
  workers_.perform(*this, asked_work());
  return false;
}

void Connection::done() {
  const auto self = std::move(kept_);
  work_is_done();
}

void Connection::abort() {
  HttpConnection::abort();
  if (workers_.take_back(*this)) {
    kept_.reset();  // who calls holds it, too
  }
}

}  // namespace tiga::servers::offload
