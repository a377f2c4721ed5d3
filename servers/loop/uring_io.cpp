#include "servers/loop/uring_io.hpp"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "servers/loop/uring_socket.hpp"

namespace tiga::servers::loop {
namespace {

constexpr unsigned submissions_at_once = 4096;
constexpr unsigned completions_at_once = 16384;
// Each of common::BufferRing::buffer_size bytes: what all clients can send before the loop looks.
// They also bound what one connection can have unread in the loop: 256 KiB.
constexpr unsigned buffers = 64;
constexpr std::size_t bytes_kept_at_once = std::size_t{1} << 20;
// For the last bytes of a closed connection whose client does not read.
constexpr std::chrono::seconds time_to_take_the_rest{10};
// Of so many; they are beyond the limit on connections.
constexpr std::size_t most_cuts = 256;
constexpr std::chrono::seconds time_at_the_end{1};  // for all of them, when the loop stops

// A completion's number: place, generation and operation.
constexpr unsigned operation_bits = 8;
constexpr unsigned generation_bits = 32;
constexpr std::uint64_t number_of(UringIo::Operation operation, UringIo::Ticket ticket) {
  return std::uint64_t{ticket.place} << (generation_bits + operation_bits) |
         std::uint64_t{ticket.generation} << operation_bits | static_cast<std::uint64_t>(operation);
}
UringIo::Operation operation_of(const io_uring_cqe& completion) {
  return static_cast<UringIo::Operation>(completion.user_data & ((1U << operation_bits) - 1));
}

}  // namespace

UringIo::UringIo()
    : ring_(submissions_at_once, completions_at_once),
      buffers_(ring_.get(), buffers),
      kept_(bytes_kept_at_once) {}

UringIo::~UringIo() {
  posted_.clear();
  call_ = {};
  clean_up();
}

SocketPtr UringIo::socket(common::UniqueFd connected) {
  return SocketPtr(new UringSocket(*this, std::move(connected)));
}

void UringIo::call_at(common::TimePoint at, Handler<void()> call) {
  call_at_ = at;
  call_ = std::move(call);
}

UringIo::Ticket UringIo::join(Owner& owner) {
  if (free_places_.empty()) {
    free_places_.push_back(static_cast<std::uint32_t>(places_.size()));
    places_.emplace_back();
  }
  const std::uint32_t number = free_places_.back();
  free_places_.pop_back();
  places_[number].owner = &owner;
  return {number, places_[number].generation};
}

void UringIo::leave(Ticket ticket) {
  Place& place = places_[ticket.place];
  place.owner = nullptr;
  ++place.generation;
  free_places_.push_back(ticket.place);
}

void UringIo::tag(io_uring_sqe* entry, Operation operation, Ticket ticket) {
  io_uring_sqe_set_data64(entry, number_of(operation, ticket));
}

void UringIo::cancel(Operation operation, Ticket ticket) {
  io_uring_sqe* const entry = next();
  io_uring_prep_cancel64(entry, number_of(operation, ticket), 0);
  tag(entry, Operation::nothing, {});
  common::add_flags(entry, IOSQE_CQE_SKIP_SUCCESS);
}

std::string_view UringIo::keep(std::string_view first, std::string_view second) {
  const std::size_t size = first.size() + second.size();
  if (kept_.size() - kept_bytes_ < size) {
    return {};
  }
  char* const begin = kept_.data() + std::exchange(kept_bytes_, kept_bytes_ + size);
  std::copy(second.begin(), second.end(), std::copy(first.begin(), first.end(), begin));
  return {begin, size};
}

void UringIo::make_room(unsigned entries) {
  if (io_uring_sq_space_left(ring_.get()) < entries) {
    submit();
  }
}

io_uring_sqe* UringIo::next() {
  make_room(1);
  return last_ = io_uring_get_sqe(ring_.get());
}

void UringIo::complete_later(Operation operation, Ticket ticket, int result) {
  io_uring_cqe& completion = completions_.emplace_back();
  completion.user_data = number_of(operation, ticket);
  completion.res = result;
}

void UringIo::submit() {
  ring_.submit();
  submitted();
}

// What send() kept is sent, or its failure is known: sends do not wait (MSG_DONTWAIT).
void UringIo::submitted() {
  ++submissions_;
  last_ = nullptr;
  collect();
  while (ring_.has_overflow()) {
    ring_.run_deferred();
    collect();
  }
  kept_bytes_ = 0;
  look_at_closing();
}

// One at a time: what is told may submit, and so collect.
void UringIo::collect() {
  for (;;) {
    unsigned head = 0;
    io_uring_cqe* completion = nullptr;
    io_uring_for_each_cqe(ring_.get(), head, completion) { break; }
    if (completion == nullptr) {
      return;
    }
    const io_uring_cqe copy = *completion;
    io_uring_cq_advance(ring_.get(), 1);
    note(copy);
  }
}

void UringIo::note(const io_uring_cqe& completion) {
  const Operation operation = operation_of(completion);
  if (operation == Operation::send) {
    return tell(completion);
  }
  completions_.push_back(completion);
  if (operation == Operation::accept || operation == Operation::receive) {
    if (Owner* const owner = owner_of(completion)) {
      owner->arrived(completion);
    } else if (operation == Operation::accept && completion.res >= 0) {
      ::close(completion.res);  // while the listener was being closed
    }
  }
}

void UringIo::look_at_closing() {
  for (UringSocket* const socket : std::exchange(closing_, {})) {
    if (socket->is_still_closing()) {
      if (cuts_.size() >= most_cuts) {
        cuts_.front().who->cut();
      }
      cuts_.push_back({common::SteadyClock::now() + time_to_take_the_rest, socket});
    }
  }
}

// Null: nobody waits for it any more.
UringIo::Owner* UringIo::owner_of(const io_uring_cqe& completion) {
  const Place& place = places_[completion.user_data >> (generation_bits + operation_bits)];
  const auto generation = static_cast<std::uint32_t>(completion.user_data >> operation_bits);
  const bool same =
      operation_of(completion) != Operation::nothing && place.generation == generation;
  return same ? place.owner : nullptr;
}

void UringIo::closed(const UringSocket& socket) {
  std::erase_if(cuts_, [&](const Cut& one) { return one.who == &socket; });
  std::erase(closing_, &socket);
}

void UringIo::tell(const io_uring_cqe& completion) {
  if (Owner* const owner = owner_of(completion)) {
    owner->completed(operation_of(completion), completion);
  }
}

bool UringIo::turn(common::TimePoint until) {
  if (!std::exchange(begun_, true)) {
    ring_.begin();
  }
  const common::TimePoint now = common::SteadyClock::now();
  while (!cuts_.empty() && cuts_.front().at <= now) {
    cuts_.front().who->cut();
  }
  const bool idle = posted_.empty() && completions_.empty();
  const common::TimePoint next_cut = cuts_.empty() ? common::TimePoint::max() : cuts_.front().at;
  const common::TimePoint end = idle ? std::min({until, call_at_, next_cut}) : now;
  ring_.submit_and_wait(std::max(end - now, common::Nanoseconds::zero()));
  submitted();
  const bool told = dispatch();
  const bool called = call_posted();
  const bool timed = call_timer();
  clean_up();
  return told || called || timed;
}

bool UringIo::dispatch() {
  bool any = false;
  dispatched_.swap(completions_);
  for (const io_uring_cqe& completion : dispatched_) {
    any = any || operation_of(completion) != Operation::nothing;
    tell(completion);
    if ((completion.flags & IORING_CQE_F_BUFFER) != 0) {
      buffers_.give_back(completion);
    }
  }
  dispatched_.clear();
  return any;
}

bool UringIo::call_posted() {
  const bool any = !posted_.empty();
  called_.swap(posted_);
  for (Handler<void()>& call : called_) {
    call();
  }
  called_.clear();
  return any;
}

bool UringIo::call_timer() {
  if (!call_ || common::SteadyClock::now() < call_at_) {
    return false;
  }
  call_at_ = common::TimePoint::max();
  call_();
  return true;
}

void UringIo::discard(Socket::Done& handler) {
  if (handler) {
    discarded_.push_back(std::move(handler));
  }
}

// What is destroyed may end more.
void UringIo::clean_up() {
  while (!discarded_.empty() || !ended_.empty()) {
    std::exchange(discarded_, {}).clear();
    for (UringSocket* const socket : std::exchange(ended_, {})) {
      socket->end();
    }
  }
}

void UringIo::run() {
  while (!stopped_) {
    turn(common::TimePoint::max());
  }
  turn(common::SteadyClock::now());  // the last replies, and the closes linked to them
  const common::TimePoint end = common::SteadyClock::now() + time_at_the_end;
  while (!cuts_.empty() && common::SteadyClock::now() < end) {
    turn(end);
  }
  while (!cuts_.empty()) {
    cuts_.front().who->cut();
  }
  submit();
  clean_up();
}

}  // namespace tiga::servers::loop
