// Reuses objects that are expensive to create.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace tiga::servers::core {

/// Lends objects, the most recently returned first, as it is likely in the cache. Keeps at most
/// `kept` idle ones. Not thread-safe; must outlive the objects it lends.
template <typename T>
class Pool {
 public:
  struct GiveBack {
    Pool* pool = nullptr;
    void operator()(T* object) const { pool->take_back(std::unique_ptr<T>(object)); }
  };
  using Lent = std::unique_ptr<T, GiveBack>;

  Pool(std::size_t kept, std::function<std::unique_ptr<T>()> make)
      : kept_(kept), make_(std::move(make)) {}

  Lent lend() {
    if (idle_.empty()) {
      return Lent(make_().release(), GiveBack{this});
    }
    Lent lent(idle_.back().release(), GiveBack{this});
    idle_.pop_back();
    return lent;
  }

 private:
  void take_back(std::unique_ptr<T> object) {
    object->clear();
    if (idle_.size() < kept_) {
      idle_.push_back(std::move(object));
    }
  }

  std::size_t kept_;
  std::function<std::unique_ptr<T>()> make_;
  std::vector<std::unique_ptr<T>> idle_;
};

}  // namespace tiga::servers::core
