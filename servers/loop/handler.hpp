// A callback stored in place.
#pragma once

#include <cstddef>
#include <new>
#include <type_traits>
#include <utility>

namespace tiga::servers::loop {

template <class Signature>
class Handler;

/// Like std::move_only_function (C++23), but it never allocates: the captures must fit into its
/// storage. Not thread-safe.
template <class... Args>
class Handler<void(Args...)> {
 public:
  Handler() = default;
  template <class Callable>
  requires(!std::is_same_v<std::remove_cvref_t<Callable>, Handler>)
      // Implicit, as with std::function. The constraint keeps it from hiding the move constructor.
      // NOLINTNEXTLINE(google-explicit-constructor,bugprone-forwarding-reference-overload)
      Handler(Callable&& callable) {
    using Kept = std::remove_cvref_t<Callable>;
    static_assert(sizeof(Kept) <= sizeof room_ && alignof(Kept) <= alignof(void*));
    static_assert(std::is_nothrow_move_constructible_v<Kept>);
    ::new (static_cast<void*>(room_)) Kept(std::forward<Callable>(callable));
    actions_ = &actions_of<Kept>;
  }
  Handler(Handler&& other) noexcept { take(other); }
  Handler& operator=(Handler&& other) noexcept {
    if (this != &other) {
      reset();
      take(other);
    }
    return *this;
  }
  ~Handler() { reset(); }

  explicit operator bool() const { return actions_ != nullptr; }
  /// Calls it once; its captures are destroyed when this returns.
  void operator()(Args... args) {
    Handler once(std::move(*this));  // the call may assign a new function to this, or destroy it
    once.actions_->call(once.room_, std::forward<Args>(args)...);
  }

 private:
  struct Actions {
    void (*call)(void*, Args...);
    void (*move)(void* from, void* to) noexcept;
    void (*destroy)(void*) noexcept;
  };
  template <class Kept>
  static constexpr Actions actions_of{
      [](void* kept, Args... args) { (*static_cast<Kept*>(kept))(std::forward<Args>(args)...); },
      [](void* from, void* to) noexcept {
        ::new (to) Kept(std::move(*static_cast<Kept*>(from)));
        static_cast<Kept*>(from)->~Kept();
      },
      [](void* kept) noexcept { static_cast<Kept*>(kept)->~Kept(); }};

  void take(Handler& other) noexcept {
    actions_ = std::exchange(other.actions_, nullptr);
    if (actions_ != nullptr) {
      actions_->move(other.room_, room_);
    }
  }
  void reset() noexcept {
    if (const Actions* actions = std::exchange(actions_, nullptr)) {
      actions->destroy(room_);
    }
  }

  alignas(void*) std::byte room_[4 * sizeof(void*)];
  const Actions* actions_ = nullptr;
};

}  // namespace tiga::servers::loop
