// The engine on io_uring.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "common/uring/uring.hpp"
#include "servers/loop/io.hpp"

namespace tiga::servers::loop {

class UringSocket;

/// One io_uring. Operations are queued and go to the kernel together, in one system call a turn,
/// which also waits.
class UringIo final : public Io {
 public:
  /// What a completion belongs to.
  enum class Operation : std::uint8_t {
    nothing,  ///< nobody waits for it
    accept,
    watch,
    receive,
    input,  ///< of an earlier completion
    send,   ///< completes only if it failed, or sent a part
    write,  ///< a wait for room, or to be connected
  };
  /// Whose operations they are.
  class Owner {
   public:
    /// A receive or accept has ended; completed() follows, but not if the owner leaves before.
    virtual void arrived(const io_uring_cqe& /*completion*/) {}
    virtual void completed(Operation operation, const io_uring_cqe& completion) = 0;

   protected:
    ~Owner() = default;
  };
  /// Tells the completions of one owner from those of an earlier one in its place.
  struct Ticket {
    std::uint32_t place = 0;
    std::uint32_t generation = 0;
  };

  /// Throws common::CannotRun.
  UringIo();
  ~UringIo() override;

  SocketPtr socket(common::UniqueFd connected) override;
  std::unique_ptr<Acceptor> acceptor(common::UniqueFd listener) override;
  std::unique_ptr<Watch> watch(int descriptor, std::function<void()> readable) override;
  void post(Handler<void()> call) override { posted_.push_back(std::move(call)); }
  void call_at(common::TimePoint at, Handler<void()> call) override;
  bool turn(common::TimePoint until) override;
  void run() override;
  void stop() override { stopped_ = true; }

  Ticket join(Owner& owner);
  /// Completions of its operations are dropped from now on.
  void leave(Ticket ticket);
  /// Submits, unless there is room for so many entries.
  void make_room(unsigned entries);
  /// An entry for an operation of the owner; to be prepared with `tag` afterwards. May submit.
  io_uring_sqe* next();
  static void tag(io_uring_sqe* entry, Operation operation, Ticket ticket);
  /// Completes an operation of the owner in the next turn.
  void complete_later(Operation operation, Ticket ticket, int result);
  /// Cancels an operation.
  void cancel(Operation operation, Ticket ticket);

  /// Bytes that stay until the next submission; empty if there is no room for them. Call
  /// make_room() before.
  std::string_view keep(std::string_view first, std::string_view second);
  /// Whether `entry` was the last one.
  bool is_last(const io_uring_sqe* entry) const { return entry != nullptr && entry == last_; }
  /// Submits what is queued; failed sends are told to their owners at once.
  void submit();
  /// Counts submissions: what was queued at an earlier one has been submitted.
  std::uint64_t submissions() const { return submissions_; }

  std::string_view bytes(const io_uring_cqe& completion) { return buffers_.bytes(completion); }
  /// Destroys it at the end of the turn: it may own the caller.
  void discard(Socket::Done& handler);
  void destroy(UringSocket* socket) { ended_.push_back(socket); }
  /// Asks it after the next submission whether it is closed; if not, cuts it after a while.
  void closing(UringSocket& socket) { closing_.push_back(&socket); }
  /// It is closed, or cut.
  void closed(const UringSocket& socket);

 private:
  struct Place {
    Owner* owner = nullptr;
    std::uint32_t generation = 0;
  };

  void submitted();
  void collect();
  void note(const io_uring_cqe& completion);
  bool dispatch();
  Owner* owner_of(const io_uring_cqe& completion);
  void tell(const io_uring_cqe& completion);
  bool call_posted();
  bool call_timer();
  void clean_up();
  void look_at_closing();

  common::Uring ring_;
  common::BufferRing buffers_;
  std::vector<Place> places_;
  std::vector<std::uint32_t> free_places_;
  std::vector<char> kept_;
  std::size_t kept_bytes_ = 0;
  io_uring_sqe* last_ = nullptr;
  std::uint64_t submissions_ = 0;
  std::vector<io_uring_cqe> completions_;
  std::vector<io_uring_cqe> dispatched_;  // of this turn
  std::vector<Handler<void()>> posted_;
  std::vector<Handler<void()>> called_;  // in this turn
  common::TimePoint call_at_ = common::TimePoint::max();
  Handler<void()> call_;
  std::vector<Socket::Done> discarded_;
  std::vector<UringSocket*> ended_;
  std::vector<UringSocket*> closing_;
  struct Cut {
    common::TimePoint at;
    UringSocket* who;
  };
  std::deque<Cut> cuts_;
  bool begun_ = false;
  bool stopped_ = false;
};

}  // namespace tiga::servers::loop
