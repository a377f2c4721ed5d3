#include "servers/blocking/lingerer.hpp"

#include <poll.h>
#include <sys/eventfd.h>

#include <new>
#include <span>
#include <utility>

#include "common/error.hpp"

namespace tiga::servers::blocking {

Lingerer::Lingerer(std::function<void()> closed)
    : closed_(std::move(closed)), wake_up_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (!wake_up_) {
    common::throw_errno("cannot create an eventfd");
  }
  const auto run_it = [](void* self) -> void* {
    while (!static_cast<Lingerer*>(self)->run()) {
    }
    return nullptr;
  };
  thread_ = Thread(run_it, this);
}

Lingerer::~Lingerer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake();
  thread_.join();
}

void Lingerer::wake() const { ::eventfd_write(wake_up_.get(), 1); }

void Lingerer::adopt(common::UniqueFd socket) noexcept {
  LingerSet::Lingering lingering = LingerSet::begin(std::move(socket));
  try {
    const std::lock_guard lock(mutex_);
    adopted_.push_back(std::move(lingering));
  } catch (const std::bad_alloc&) {
    return;
  }
  wake();
}

// False after a stop request.
bool Lingerer::take_adopted(LingerSet& lingering) {
  const std::lock_guard lock(mutex_);
  lingering.add(adopted_);
  return !stopping_;
}

// Runs until it has to stop. False if memory ran out; the lingering sockets are then closed.
bool Lingerer::run() try {
  LingerSet lingering;
  std::vector<pollfd> polled;
  while (take_adopted(lingering)) {
    polled.assign(1, {wake_up_.get(), POLLIN, 0});
    lingering.watch(polled);
    ::poll(polled.data(), polled.size(), lingering.poll_milliseconds());
    eventfd_t ignored = 0;
    ::eventfd_read(wake_up_.get(), &ignored);
    if (lingering.move_on(std::span(polled).subspan(1)) > 0) {
      closed_();
    }
  }
  return true;
} catch (const std::bad_alloc&) {
  return false;
}

}  // namespace tiga::servers::blocking
