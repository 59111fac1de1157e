// An io_uring by raw system calls: the rings mapped, entries written and read, nothing more. One thread only.
#pragma once

#include <cstdint>

// Built where the system's headers know DEFER_TASKRUN (Linux 6.1); elsewhere make_uring_io refuses.
#if __has_include(<linux/io_uring.h>)
#include <linux/io_uring.h>
#endif
#ifdef IORING_SETUP_DEFER_TASKRUN

class IoRing {
 public:
  IoRing() = default;
  ~IoRing();
  IoRing(const IoRing&) = delete;
  IoRing& operator=(const IoRing&) = delete;

  // `completions` is a minimum. 0 or a negative errno. Completions are made only when this thread asks for them (DEFER_TASKRUN, Linux 6.1):
  // packets that arrive meanwhile interrupt nobody.
  int setup(uint32_t entries, uint32_t completions);

  // A cleared submission entry; submits those queued when there is no room for one more. Null when even that fails.
  io_uring_sqe* next();
  // Submits everything queued and makes the completions that are due. 0 or a negative errno.
  int submit_and_run();
  // Submits everything queued without looking for completions of earlier entries.
  int submit();
  // Takes back the entries the kernel has not taken; returns how many.
  uint32_t withdraw();

  // Completions not consumed yet are those from completion(0) to completion(ready() - 1).
  uint32_t ready() const { return __atomic_load_n(cq_tail_, __ATOMIC_ACQUIRE) - *cq_head_; }
  const io_uring_cqe& completion(uint32_t index) const { return cqes_[(*cq_head_ + index) & cq_mask_]; }
  void consume(uint32_t count) { __atomic_store_n(cq_head_, *cq_head_ + count, __ATOMIC_RELEASE); }

  int register_op(uint32_t opcode, const void* argument, uint32_t count) const;

 private:
  int enter(uint32_t submit, uint32_t flags);
  uint32_t queued() const { return sq_local_tail_ - __atomic_load_n(sq_head_, __ATOMIC_ACQUIRE); }
  bool work_waits() const { return (__atomic_load_n(sq_flags_, __ATOMIC_RELAXED) & IORING_SQ_TASKRUN) != 0; }

  int fd_ = -1;
  void* rings_ = nullptr;
  uint64_t rings_bytes_ = 0;
  io_uring_sqe* sqes_ = nullptr;
  uint64_t sqes_bytes_ = 0;
  uint32_t entries_ = 0;
  uint32_t sq_mask_ = 0;
  uint32_t sq_local_tail_ = 0;
  uint32_t* sq_head_ = nullptr;
  uint32_t* sq_tail_ = nullptr;
  uint32_t* sq_flags_ = nullptr;
  uint32_t cq_mask_ = 0;
  uint32_t* cq_head_ = nullptr;
  uint32_t* cq_tail_ = nullptr;
  io_uring_cqe* cqes_ = nullptr;
};
#endif
