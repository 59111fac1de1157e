// Packet I/O by epoll, recvmmsg and sendmmsg: works on every Linux.
#include <errno.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>

#include "packet_io.h"

namespace {

// Packets taken from one socket before the next has its turn, so that a flooded one cannot starve the others.
constexpr uint32_t kPerSocketMax = 8;
constexpr uint32_t kEventsMax = 1024;

// Message headers with their addresses and vectors, wired together once.
struct Messages {
  explicit Messages(uint32_t count) : addresses(count), vectors(count), headers(count) {
    for (uint32_t i = 0; i < count; i++) {
      headers[i].msg_hdr.msg_name = &addresses[i];
      headers[i].msg_hdr.msg_iov = &vectors[i];
      headers[i].msg_hdr.msg_iovlen = 1;
    }
  }
  std::vector<SocketAddress> addresses;
  std::vector<iovec> vectors;
  std::vector<mmsghdr> headers;
};

class MmsgIo final : public PacketIo {
 public:
  MmsgIo(const Tables& tables, int epoll_fd)
      : PacketIo(tables), epoll_fd_(epoll_fd), events_(kEventsMax), in_(tables.batch_max), out_(tables.batch_max) {
    for (uint32_t i = 0; i < tables.batch_max; i++) {
      in_.vectors[i] = {tables.bytes + offset_of(i), kPacketBytesMax};
    }
  }

  ~MmsgIo() override { ::close(epoll_fd_); }

  uint32_t receive() override {
    rows_ = 0;
    buffers_ = 0;
    uint32_t buffers_before = UINT32_MAX;
    while (buffers_ < tables_.batch_max) {
      // Sockets left over from a full batch come first; only then is asked for more. A round in which no socket gave
      // anything is the last, although epoll goes on naming a socket that only fails.
      if (next_event_ == ready_) {
        if (buffers_ == buffers_before || !poll()) break;
        buffers_before = buffers_;
      }
      const uint32_t slot = events_[next_event_++].data.u32;
      if (in_use(slot)) take(slot);
    }
    tables_.counters->received += rows_;
    return rows_;
  }

  uint32_t send(uint32_t count) override {
    uint32_t sent = 0;
    for (uint32_t first = 0; first < count;) {
      const uint32_t run = gather(first, count);
      if (run == 0) {
        tables_.counters->send_refused += 1;
        first++;
        continue;
      }
      sent += send_run(sockets_[tables_.outgoing[first].slot].fd, run);
      first += run;
    }
    tables_.counters->sent += sent;
    return sent;
  }

 protected:
  int attach(uint32_t slot) override {
    epoll_event event = {};
    event.events = EPOLLIN;
    event.data.u32 = slot;
    return epoll_ctl(epoll_fd_, EPOLL_CTL_ADD, sockets_[slot].fd, &event) < 0 ? -errno : 0;
  }

  // Nothing is in flight here: packets wait in the socket until receive() takes them.
  void detach(uint32_t slot, bool) override { epoll_ctl(epoll_fd_, EPOLL_CTL_DEL, sockets_[slot].fd, nullptr); }

 private:
  static uint32_t offset_of(uint32_t buffer) { return buffer * kReceiveStride + kReceiveHeaderBytes; }

  bool poll() {
    const int count = epoll_wait(epoll_fd_, events_.data(), kEventsMax, 0);
    next_event_ = 0;
    ready_ = count > 0 ? static_cast<uint32_t>(count) : 0;
    return ready_ > 0;
  }

  // One helping from the socket; epoll names it again while more waits.
  void take(uint32_t slot) {
    const uint32_t room = std::min(kPerSocketMax, tables_.batch_max - buffers_);
    mmsghdr* headers = in_.headers.data() + buffers_;
    for (uint32_t i = 0; i < room; i++) headers[i].msg_hdr.msg_namelen = sizeof(SocketAddress);
    const int count = recvmmsg(sockets_[slot].fd, headers, room, MSG_DONTWAIT, nullptr);
    if (count < 0) {
      if (errno != EAGAIN && errno != EINTR) tables_.counters->receive_errors += 1;
      return;
    }
    for (int i = 0; i < count; i++, buffers_++) {
      if (headers[i].msg_hdr.msg_flags & MSG_TRUNC) {
        tables_.counters->receive_oversize += 1;
        continue;
      }
      Record* row = tables_.received + rows_++;
      row->slot = static_cast<int32_t>(slot);
      row->offset = static_cast<int32_t>(offset_of(buffers_));
      row->length = static_cast<int32_t>(headers[i].msg_len);
      put_source(in_.addresses[buffers_], row);
    }
  }

  // Prepares the sendable rows from `first` on that leave by one socket; 0 when the first cannot be sent.
  uint32_t gather(uint32_t first, uint32_t count) {
    uint32_t run = 0;
    while (first + run < count) {
      const Record& row = tables_.outgoing[first + run];
      if (run > 0 && row.slot != tables_.outgoing[first].slot) break;
      if (!sendable(row, &out_.addresses[run], &out_.headers[run].msg_hdr.msg_namelen)) break;
      out_.vectors[run] = {tables_.bytes + row.offset, static_cast<size_t>(row.length)};
      run++;
    }
    return run;
  }

  uint32_t send_run(int fd, uint32_t run) {
    uint32_t done = 0;
    uint32_t sent = 0;
    while (done < run) {
      const int count = send_some(fd, out_.headers.data() + done, run - done);
      if (count > 0) {
        sent += static_cast<uint32_t>(count);
        done += static_cast<uint32_t>(count);
      } else {
        // The error is that of the first message left; those behind it still get their chance.
        tables_.counters->send_failed += 1;
        done++;
      }
    }
    return sent;
  }

  // How many were taken, or -1. A leg has one packet in a batch as a rule, and for one, sendto is the quicker call.
  static int send_some(int fd, mmsghdr* messages, uint32_t count) {
    if (count > 1) return sendmmsg(fd, messages, count, MSG_DONTWAIT);
    const msghdr& one = messages->msg_hdr;
    const auto* to = static_cast<const sockaddr*>(one.msg_name);
    return sendto(fd, one.msg_iov->iov_base, one.msg_iov->iov_len, MSG_DONTWAIT, to, one.msg_namelen) < 0 ? -1 : 1;
  }

  int epoll_fd_;
  std::vector<epoll_event> events_;
  uint32_t next_event_ = 0;
  uint32_t ready_ = 0;
  Messages in_;   // one for each receive buffer
  Messages out_;  // one for each row of a run
  uint32_t rows_ = 0;
  uint32_t buffers_ = 0;
};

}  // namespace

std::unique_ptr<PacketIo> make_mmsg_io(const Tables& tables, int* error) {
  const int epoll_fd = epoll_create1(EPOLL_CLOEXEC);
  if (epoll_fd < 0) {
    *error = -errno;
    return nullptr;
  }
  return std::make_unique<MmsgIo>(tables, epoll_fd);
}
