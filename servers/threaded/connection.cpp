#include "servers/threaded/connection.hpp"

#include <utility>

namespace tiga::servers::threaded {

void Connection::start(common::UniqueFd& socket, core::AddressLimit::Slot slot) {
  const auto run = [](void* argument) -> void* {
    auto& self = *static_cast<Connection*>(argument);
    self.serve();
    self.owner_.ended(self);
    return nullptr;
  };
  served_.open(std::move(socket));
  try {
    thread_ = blocking::Thread(run, this);
  } catch (...) {
    socket = served_.give_back();
    throw;
  }
  slot_ = std::move(slot);
}

void Connection::serve() noexcept {
  if (common::UniqueFd socket = served_.serve()) {
    lingerer_.adopt(std::move(socket));
  }
}

void Connection::join() {
  thread_.join();
  slot_ = {};
}

}  // namespace tiga::servers::threaded
