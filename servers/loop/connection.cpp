#include "servers/loop/connection.hpp"

#include <vector>

namespace tiga::servers::loop {

Connection::Connection(ConnectionSet& set) : set_(set) {
  set_.members_.push_back(*this);
  ++set_.size_;
}

Connection::~Connection() {
  unlink();
  --set_.size_;
  set_.rejected_ -= rejected_ ? 1 : 0;
  if (set_.on_leave) {
    set_.on_leave();
  }
}

void Connection::count_as_rejected() {
  rejected_ = true;
  ++set_.rejected_;
}

void ConnectionSet::for_each(const std::function<void(Connection&)>& visit) {
  std::vector<std::shared_ptr<Connection>> all;
  all.reserve(size_);
  for (Connection& connection : members_) {
    all.push_back(connection.shared_from_this());
  }
  for (const auto& connection : all) {
    visit(*connection);
  }
}

}  // namespace tiga::servers::loop
