// Packet I/O by io_uring: a standing receive for every socket, fed from one ring of buffers, and sends in batches.
#include <errno.h>
#include <sys/mman.h>

#include "io_ring.h"
#include "packet_io.h"

#ifdef IORING_SETUP_DEFER_TASKRUN

namespace {

constexpr uint32_t kSubmissions = 1024;
constexpr uint16_t kBufferGroup = 0;
// msg_namelen of the standing receives: with the kernel's own record it makes up the header area of a buffer.
constexpr uint32_t kSourceBytes = kReceiveHeaderBytes - sizeof(io_uring_recvmsg_out);
static_assert(kSourceBytes >= sizeof(sockaddr_in6), "room for the source address");

enum class Kind : uint8_t { kReceive = 1, kSend = 2, kCancel = 3 };

// Every completion names its kind, its slot and the slot's generation, which changes when the slot changes hands.
constexpr uint32_t kGenerationMask = 0xffffff;
uint64_t tag(Kind kind, uint32_t generation, uint32_t slot) {
  return uint64_t{static_cast<uint8_t>(kind)} << 56 | uint64_t{generation & kGenerationMask} << 32 | slot;
}
Kind kind_of(uint64_t user_data) { return static_cast<Kind>(user_data >> 56); }
uint32_t generation_of(uint64_t user_data) { return static_cast<uint32_t>(user_data >> 32) & kGenerationMask; }
uint32_t slot_of(uint64_t user_data) { return static_cast<uint32_t>(user_data); }

// The receive of one slot.
struct Standing {
  uint32_t generation = 0;
  bool armed = false;
  bool queued = false;  // in to_arm_
};

class UringIo final : public PacketIo {
 public:
  explicit UringIo(const Tables& tables) : PacketIo(tables), standing_(tables.slots_max), to_(tables.batch_max) {
    to_arm_.reserve(tables.slots_max);
    lent_.reserve(tables.batch_max);
    receive_header_.msg_namelen = kSourceBytes;
  }

  ~UringIo() override {
    if (buffers_ == nullptr) return;
    if (io_uring_sqe* sqe = ring_.next()) {
      sqe->opcode = IORING_OP_ASYNC_CANCEL;
      sqe->cancel_flags = IORING_ASYNC_CANCEL_ANY | IORING_ASYNC_CANCEL_ALL;
      sqe->user_data = tag(Kind::kCancel, 0, 0);
      ring_.submit_and_run();
    }
    io_uring_buf_reg registration = {};
    registration.bgid = kBufferGroup;
    ring_.register_op(IORING_UNREGISTER_PBUF_RING, &registration, 1);
    munmap(buffers_, buffer_ring_bytes());
  }

  int setup() {
    // Room for a completion for every buffer, every standing receive that ends, and two batches of failed sends.
    const int result = ring_.setup(kSubmissions, tables_.receive_buffers + tables_.slots_max + 2 * tables_.batch_max);
    return result < 0 ? result : setup_buffers();
  }

  uint32_t receive() override {
    for (const uint16_t buffer : lent_) give_back(buffer);
    lent_.clear();
    publish_buffers();
    arm_queued();
    ring_.submit_and_run();

    rows_ = 0;
    const uint32_t ready = ring_.ready();
    uint32_t taken = 0;
    while (taken < ready && rows_ < tables_.batch_max) take(ring_.completion(taken++));
    ring_.consume(taken);
    publish_buffers();
    tables_.counters->received += rows_;
    return rows_;
  }

  // MSG_DONTWAIT makes every send end within the submission, so the rows' memory is free when it returns; only
  // failures make a completion.
  uint32_t send(uint32_t count) override {
    const uint32_t ready_before = ring_.ready();
    uint32_t queued = 0;
    uint32_t failed = 0;
    for (uint32_t i = 0; i < count; i++) {
      const Record& row = tables_.outgoing[i];
      socklen_t to_length;
      if (!sendable(row, &to_[i], &to_length)) {
        tables_.counters->send_refused += 1;
        continue;
      }
      io_uring_sqe* sqe = ring_.next();
      if (sqe == nullptr) {
        failed++;
        continue;
      }
      sqe->opcode = IORING_OP_SEND;
      sqe->flags = IOSQE_CQE_SKIP_SUCCESS;
      sqe->fd = sockets_[row.slot].fd;
      sqe->addr = reinterpret_cast<uint64_t>(tables_.bytes + row.offset);
      sqe->len = static_cast<uint32_t>(row.length);
      sqe->msg_flags = MSG_DONTWAIT;
      sqe->addr2 = reinterpret_cast<uint64_t>(&to_[i]);
      sqe->addr_len = static_cast<uint16_t>(to_length);
      sqe->user_data = tag(Kind::kSend, 0, static_cast<uint32_t>(row.slot));
      queued++;
    }
    if (ring_.submit() < 0) {
      const uint32_t withdrawn = ring_.withdraw();
      queued -= withdrawn;
      failed += withdrawn;
    }
    for (uint32_t i = ready_before; i < ring_.ready(); i++) {
      if (kind_of(ring_.completion(i).user_data) != Kind::kSend) continue;
      queued--;
      failed++;
    }
    tables_.counters->sent += queued;
    tables_.counters->send_failed += failed;
    return queued;
  }

 protected:
  int attach(uint32_t slot) override {
    standing_[slot].generation++;
    queue_arm(slot);
    return 0;
  }

  void detach(uint32_t slot, bool keep) override {
    Standing& standing = standing_[slot];
    io_uring_sqe* sqe = standing.armed ? ring_.next() : nullptr;
    if (sqe != nullptr) {
      sqe->opcode = IORING_OP_ASYNC_CANCEL;
      sqe->flags = IOSQE_CQE_SKIP_SUCCESS;
      sqe->addr = tag(Kind::kReceive, standing.generation, slot);
      sqe->user_data = tag(Kind::kCancel, 0, slot);
      ring_.submit_and_run();
    }
    standing.armed = false;
    if (!keep) standing.generation++;
  }

 private:
  size_t buffer_ring_bytes() const { return tables_.receive_buffers * sizeof(io_uring_buf); }

  int setup_buffers() {
    void* memory = mmap(nullptr, buffer_ring_bytes(), PROT_READ | PROT_WRITE, MAP_ANONYMOUS | MAP_PRIVATE, -1, 0);
    if (memory == MAP_FAILED) return -errno;
    io_uring_buf_reg registration = {};
    registration.ring_addr = reinterpret_cast<uint64_t>(memory);
    registration.ring_entries = tables_.receive_buffers;
    registration.bgid = kBufferGroup;
    const int result = ring_.register_op(IORING_REGISTER_PBUF_RING, &registration, 1);
    if (result < 0) {
      munmap(memory, buffer_ring_bytes());
      return result;
    }
    buffers_ = static_cast<io_uring_buf*>(memory);
    for (uint32_t i = 0; i < tables_.receive_buffers; i++) give_back(static_cast<uint16_t>(i));
    publish_buffers();
    return 0;
  }

  void give_back(uint16_t buffer) {
    io_uring_buf& entry = buffers_[buffers_tail_++ & (tables_.receive_buffers - 1)];
    entry.addr = reinterpret_cast<uint64_t>(tables_.bytes + uint64_t{buffer} * kReceiveStride);
    entry.len = kReceiveHeaderBytes + kPacketBytesMax;
    entry.bid = buffer;
  }

  // The ring's tail lies over the unused field of the first entry (struct io_uring_buf_ring).
  void publish_buffers() { __atomic_store_n(&buffers_[0].resv, buffers_tail_, __ATOMIC_RELEASE); }

  void queue_arm(uint32_t slot) {
    if (standing_[slot].queued) return;
    standing_[slot].queued = true;
    to_arm_.push_back(slot);
  }

  void arm_queued() {
    for (const uint32_t slot : to_arm_) {
      Standing& standing = standing_[slot];
      standing.queued = false;
      if (in_use(slot) && !standing.armed) standing.armed = arm(slot, standing.generation);
    }
    to_arm_.clear();
  }

  bool arm(uint32_t slot, uint32_t generation) {
    io_uring_sqe* sqe = ring_.next();
    if (sqe == nullptr) return false;
    sqe->opcode = IORING_OP_RECVMSG;
    sqe->flags = IOSQE_BUFFER_SELECT;
    sqe->ioprio = IORING_RECV_MULTISHOT;
    sqe->fd = sockets_[slot].fd;
    sqe->addr = reinterpret_cast<uint64_t>(&receive_header_);
    sqe->len = 1;
    sqe->buf_group = kBufferGroup;
    sqe->user_data = tag(Kind::kReceive, generation, slot);
    return true;
  }

  void take(const io_uring_cqe& completion) {
    if (kind_of(completion.user_data) != Kind::kReceive) return;  // send() has counted its failures itself
    const uint32_t slot = slot_of(completion.user_data);
    Standing& standing = standing_[slot];
    const bool stale = generation_of(completion.user_data) != (standing.generation & kGenerationMask);
    if (!stale && (completion.flags & IORING_CQE_F_MORE) == 0) {
      standing.armed = false;
      if (in_use(slot)) queue_arm(slot);
    }
    if ((completion.flags & IORING_CQE_F_BUFFER) == 0) {
      // Without buffers the packets wait in their sockets; a cancelled receive is our own doing.
      const bool expected = completion.res >= 0 || completion.res == -ENOBUFS || completion.res == -ECANCELED;
      if (!stale && !expected) tables_.counters->receive_errors += 1;
      return;
    }
    const uint16_t buffer = static_cast<uint16_t>(completion.flags >> IORING_CQE_BUFFER_SHIFT);
    if (stale) {
      tables_.counters->receive_stale += 1;
      give_back(buffer);
    } else if (completion.res < 0 || !put_row(slot, buffer)) {
      give_back(buffer);
    }
  }

  bool put_row(uint32_t slot, uint16_t buffer) {
    const uint32_t start = uint32_t{buffer} * kReceiveStride;
    const auto* header = reinterpret_cast<const io_uring_recvmsg_out*>(tables_.bytes + start);
    if (header->flags & MSG_TRUNC) {
      tables_.counters->receive_oversize += 1;
      return false;
    }
    Record* row = tables_.received + rows_++;
    row->slot = static_cast<int32_t>(slot);
    row->offset = static_cast<int32_t>(start + kReceiveHeaderBytes);
    row->length = static_cast<int32_t>(header->payloadlen);
    put_source(*reinterpret_cast<const SocketAddress*>(header + 1), row);
    lent_.push_back(buffer);
    return true;
  }

  IoRing ring_;
  msghdr receive_header_ = {};
  io_uring_buf* buffers_ = nullptr;
  uint16_t buffers_tail_ = 0;
  std::vector<Standing> standing_;
  std::vector<uint32_t> to_arm_;
  std::vector<uint16_t> lent_;  // buffers of the rows handed out last
  std::vector<SocketAddress> to_;
  uint32_t rows_ = 0;
};

}  // namespace

std::unique_ptr<PacketIo> make_uring_io(const Tables& tables, int* error) {
  auto io = std::make_unique<UringIo>(tables);
  *error = io->setup();
  if (*error < 0) return nullptr;
  return io;
}

#else

std::unique_ptr<PacketIo> make_uring_io(const Tables&, int* error) {
  *error = -ENOSYS;
  return nullptr;
}

#endif
