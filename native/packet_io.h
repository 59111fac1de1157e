// What every native packet I/O has in common: the shared tables, the sockets, and the calls the binding forwards.
// The contract is src/mixer/io/packet-io.ts; who writes what is in README.md.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

constexpr int kPacketBytesMax = 2048;

// A receive buffer: a header area, in which io_uring puts its own record and the source address, then the packet.
constexpr int kReceiveHeaderBytes = 48;
constexpr int kReceiveStride = 2112;

// One row of the tables, in the order of the RECORD_* constants.
struct Record {
  int32_t slot;
  int32_t offset;
  int32_t length;
  int32_t port;
  uint32_t address[4];  // big-endian words as host integers; IPv4 as ::ffff:a.b.c.d
};
static_assert(sizeof(Record) == 8 * sizeof(int32_t), "RECORD_INTS");

// In the order of PACKET_IO_COUNTERS.
struct Counters {
  double received;
  double sent;
  double receive_dropped;
  double receive_oversize;
  double receive_stale;
  double receive_errors;
  double send_failed;
  double send_refused;
};
constexpr size_t kCounters = sizeof(Counters) / sizeof(double);

// Views on memory that JavaScript owns and keeps alive while the PacketIo lives.
struct Tables {
  uint8_t* bytes;
  Record* received;
  const Record* outgoing;
  Counters* counters;
  uint32_t slots_max;
  uint32_t batch_max;
  uint32_t receive_buffers;  // they fill `bytes` from 0, kReceiveStride each
  uint32_t send_offset;      // the send part: batch_max times kPacketBytesMax from here
};

// Smaller than sockaddr_storage: a batch of them stays in the cache.
union SocketAddress {
  sockaddr any;
  sockaddr_in in;
  sockaddr_in6 in6;
};

// One slot's socket; fd -1 while the slot is free.
struct Socket {
  int fd = -1;
  bool ipv6 = false;
};

class PacketIo {
 public:
  explicit PacketIo(const Tables& tables) : tables_(tables), sockets_(tables.slots_max) {}
  virtual ~PacketIo();
  PacketIo(const PacketIo&) = delete;
  PacketIo& operator=(const PacketIo&) = delete;

  // 0 or a negative errno.
  int open(uint32_t slot, bool ipv6, const uint32_t address[4], uint16_t port);
  int adopt(uint32_t slot, int fd);
  void close(uint32_t slot);
  // The file descriptor, which the caller owns from now on, or a negative errno.
  int release(uint32_t slot);
  int local_port(uint32_t slot) const;

  virtual uint32_t receive() = 0;
  virtual uint32_t send(uint32_t count) = 0;

 protected:
  // Starts and stops receiving on a slot whose socket is set. `detach` happens before the descriptor leaves;
  // with `keep`, what was already taken from the socket is still handed out by receive().
  virtual int attach(uint32_t slot) = 0;
  virtual void detach(uint32_t slot, bool keep) = 0;

  bool in_use(uint32_t slot) const { return slot < tables_.slots_max && sockets_[slot].fd >= 0; }
  // A row as the worker built it: can it be sent at all? Fills the destination when it can.
  bool sendable(const Record& row, SocketAddress* to, socklen_t* to_length) const;

  Tables tables_;
  std::vector<Socket> sockets_;
};

// The kinds that can be made; null with *error set to a negative errno when this machine cannot.
std::unique_ptr<PacketIo> make_uring_io(const Tables& tables, int* error);
std::unique_ptr<PacketIo> make_mmsg_io(const Tables& tables, int* error);

// Writes the source of a packet into its row.
void put_source(const SocketAddress& from, Record* row);
