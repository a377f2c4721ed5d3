#include "servers/loop/socket.hpp"

#include <boost/asio/error.hpp>
#include <cerrno>
#include <utility>

#include "servers/loop/reactor.hpp"

namespace tiga::servers::loop {
namespace {

ErrorCode code_of(int error) { return {error, boost::system::system_category()}; }

}  // namespace

Socket::Socket(Reactor& reactor, common::UniqueFd descriptor)
    : reactor_(reactor), descriptor_(std::move(descriptor)) {}

Socket::~Socket() { reactor_.forget(*this); }

void Socket::receive(std::span<char> room, Done done) {
  if (!descriptor_) {
    return reactor_.discard(done);
  }
  room_ = room;
  received_ = std::move(done);
  if (readable_) {
    reactor_.schedule(*this);
  } else {
    wait();
  }
}

void Socket::cancel_receive() { reactor_.discard(received_); }

void Socket::await_writable(Done done) {
  if (!descriptor_) {
    return reactor_.discard(done);
  }
  writable_ = std::move(done);
  wait();
  if (hung_up_) {
    reactor_.schedule(*this);
  }
}

void Socket::stop_awaiting_writable() { reactor_.discard(writable_); }

void Socket::await_hang_up(Done done) {
  if (!descriptor_) {
    return reactor_.discard(done);
  }
  hang_up_ = std::move(done);
  wait();
  if (hung_up_) {
    reactor_.schedule(*this);
  }
}

void Socket::stop_awaiting_hang_up() { reactor_.discard(hang_up_); }

// `done` is stored as the hang-up handler, since a hang-up ends the dropping, too.
void Socket::drop_input(std::span<char> room, std::size_t most, Done done) {
  if (!descriptor_) {
    return reactor_.discard(done);
  }
  hang_up_ = std::move(done);
  drop_more(room, most);
}

void Socket::drop_more(std::span<char> room, std::size_t left) {
  receive(room, [this, room, left](ErrorCode error, std::size_t bytes) {
    if (!error && bytes < left) {
      drop_more(room, left - bytes);
    } else if (hang_up_) {
      hang_up_({}, 0);
    }
  });
}

void Socket::connect(const sockaddr* address, socklen_t size, Done done) {
  close();
  readable_ = false;
  connecting_ = true;
  writable_ = std::move(done);
  descriptor_.reset(::socket(address->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!descriptor_ || (::connect(descriptor_.get(), address, size) != 0 && errno != EINPROGRESS)) {
    return fail(errno);
  }
  wait();
}

void Socket::wait() {
  if (!watched_) {
    watched_ = reactor_.watch(*this);
    if (!watched_) {
      shutdown(SHUT_RDWR);
      fail(ENOMEM);  // or the user's limit of watches (epoll(7))
    }
  }
}

// Without a watch or a descriptor, every waiter gets the error.
void Socket::fail(int error) {
  connect_error_ = error;
  readable_ = ended_ = hung_up_ = true;
  reactor_.schedule(*this);
}

// Each handler may close or destroy this socket; then it is no longer `current_`.
void Socket::on_events(std::uint32_t events) {
  constexpr std::uint32_t gone = EPOLLERR | EPOLLHUP;
  hung_up_ = hung_up_ || (events & gone) != 0;
  ended_ = ended_ || (events & (gone | EPOLLRDHUP)) != 0;
  readable_ = readable_ || (events & EPOLLIN) != 0 || ended_;
  Reactor& reactor = reactor_;
  reactor.current_ = this;
  if (received_ && readable_) {
    try_to_receive();
  }
  if (reactor.current_ == this && writable_ && ((events & EPOLLOUT) != 0 || hung_up_)) {
    writable_(std::exchange(connecting_, false) ? error() : ErrorCode(), 0);
  }
  if (reactor.current_ == this && hang_up_ && hung_up_) {
    hang_up_({}, 0);
  }
}

void Socket::try_to_receive() {
  ssize_t got = 0;
  do {
    got = ::recv(descriptor_.get(), room_.data(), room_.size(), 0);
  } while (got < 0 && errno == EINTR);
  if (got < 0 && errno == EAGAIN) {
    readable_ = false;
    return wait();
  }
  ended_ = ended_ || got <= 0;
  readable_ = ended_ || got == static_cast<ssize_t>(room_.size());
  if (got > 0) {
    received_({}, static_cast<std::size_t>(got));
  } else {
    received_(got == 0 ? asio::error::eof : code_of(errno), 0);
  }
}

ErrorCode Socket::error() const {
  int error = connect_error_;
  socklen_t size = sizeof error;
  if (error == 0) {
    ::getsockopt(descriptor_.get(), SOL_SOCKET, SO_ERROR, &error, &size);
  }
  return code_of(error);
}

void Socket::shutdown(int how) { ::shutdown(descriptor_.get(), how); }

void Socket::reset_at_close() {
  const linger at_once{1, 0};
  ::setsockopt(descriptor_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

void Socket::close() {
  reactor_.forget(*this);
  reactor_.discard(received_);
  reactor_.discard(writable_);
  reactor_.discard(hang_up_);
  descriptor_.reset();
  watched_ = ended_ = hung_up_ = connecting_ = false;
  readable_ = true;
  connect_error_ = 0;
}

}  // namespace tiga::servers::loop
