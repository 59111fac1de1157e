#include "io_ring.h"

#ifdef IORING_SETUP_DEFER_TASKRUN
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>

namespace {

void* map(int fd, uint64_t bytes, uint64_t offset) {
  return mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd, static_cast<off_t>(offset));
}

}  // namespace

IoRing::~IoRing() {
  if (rings_ != nullptr) munmap(rings_, rings_bytes_);
  if (sqes_ != nullptr) munmap(sqes_, sqes_bytes_);
  if (fd_ >= 0) ::close(fd_);
}

int IoRing::setup(uint32_t entries, uint32_t completions) {
  io_uring_params params = {};
  params.flags = IORING_SETUP_CQSIZE | IORING_SETUP_CLAMP | IORING_SETUP_SUBMIT_ALL | IORING_SETUP_SINGLE_ISSUER |
                 IORING_SETUP_DEFER_TASKRUN | IORING_SETUP_TASKRUN_FLAG;
  params.cq_entries = std::max(completions, 2 * entries);
  fd_ = static_cast<int>(syscall(__NR_io_uring_setup, entries, &params));
  if (fd_ < 0) return -errno;
  if ((params.features & IORING_FEAT_SINGLE_MMAP) == 0 || (params.features & IORING_FEAT_NODROP) == 0) return -ENOSYS;

  rings_bytes_ = std::max<uint64_t>(params.sq_off.array + params.sq_entries * sizeof(uint32_t),
                                    params.cq_off.cqes + params.cq_entries * sizeof(io_uring_cqe));
  void* rings = map(fd_, rings_bytes_, IORING_OFF_SQ_RING);
  if (rings == MAP_FAILED) return -errno;
  rings_ = rings;
  sqes_bytes_ = params.sq_entries * sizeof(io_uring_sqe);
  void* sqes = map(fd_, sqes_bytes_, IORING_OFF_SQES);
  if (sqes == MAP_FAILED) return -errno;
  sqes_ = static_cast<io_uring_sqe*>(sqes);

  auto* base = static_cast<uint8_t*>(rings_);
  auto at = [base](uint32_t offset) { return reinterpret_cast<uint32_t*>(base + offset); };
  entries_ = params.sq_entries;
  sq_head_ = at(params.sq_off.head);
  sq_tail_ = at(params.sq_off.tail);
  sq_flags_ = at(params.sq_off.flags);
  sq_mask_ = *at(params.sq_off.ring_mask);
  cq_head_ = at(params.cq_off.head);
  cq_tail_ = at(params.cq_off.tail);
  cq_mask_ = *at(params.cq_off.ring_mask);
  cqes_ = reinterpret_cast<io_uring_cqe*>(base + params.cq_off.cqes);
  // Entries are always used in order, so the indirection stays the identity.
  uint32_t* array = at(params.sq_off.array);
  for (uint32_t i = 0; i < entries_; i++) array[i] = i;
  return 0;
}

io_uring_sqe* IoRing::next() {
  if (queued() == entries_ && submit() < 0 && queued() == entries_) return nullptr;
  io_uring_sqe* sqe = &sqes_[sq_local_tail_++ & sq_mask_];
  memset(sqe, 0, sizeof(*sqe));
  return sqe;
}

int IoRing::submit() {
  __atomic_store_n(sq_tail_, sq_local_tail_, __ATOMIC_RELEASE);
  while (queued() > 0) {
    const int result = enter(queued(), 0);
    // Taking nothing without an error would go on for ever.
    if (result <= 0) return result < 0 ? result : -EAGAIN;
  }
  return 0;
}

uint32_t IoRing::withdraw() {
  const uint32_t left = queued();
  sq_local_tail_ -= left;
  __atomic_store_n(sq_tail_, sq_local_tail_, __ATOMIC_RELEASE);
  return left;
}

int IoRing::submit_and_run() {
  __atomic_store_n(sq_tail_, sq_local_tail_, __ATOMIC_RELEASE);
  // The kernel does a bounded amount of the waiting work per call and says when there is more. It may go on saying so
  // when there is none: work that is added while it runs is done and its flag stays. So a call that made no completion
  // is the last, whatever the flag says.
  for (;;) {
    const uint32_t made_before = __atomic_load_n(cq_tail_, __ATOMIC_ACQUIRE);
    const int result = enter(queued(), IORING_ENTER_GETEVENTS);
    if (result < 0) return result;
    const bool progress = result > 0 || __atomic_load_n(cq_tail_, __ATOMIC_ACQUIRE) != made_before;
    if (queued() > 0 ? !progress : !progress || !work_waits()) return 0;
  }
}

int IoRing::enter(uint32_t submit, uint32_t flags) {
  for (;;) {
    const long result = syscall(__NR_io_uring_enter, fd_, submit, 0, flags, nullptr, 0);
    if (result >= 0) return static_cast<int>(result);
    if (errno != EINTR) return -errno;
  }
}

int IoRing::register_op(uint32_t opcode, const void* argument, uint32_t count) const {
  return syscall(__NR_io_uring_register, fd_, opcode, argument, count) < 0 ? -errno : 0;
}

#endif
