#include "packet_io.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/ip.h>
#include <unistd.h>

namespace {

// Per socket and before the kernel doubles it: over a second of 20 ms packets, and a bound on what one leg may hold.
constexpr int kSocketBufferBytes = 64 * 1024;
constexpr uint32_t kMappedWord = 0x0000ffff;  // third word of ::ffff:a.b.c.d

bool is_mapped(const uint32_t address[4]) {
  return address[0] == 0 && address[1] == 0 && address[2] == kMappedWord;
}

socklen_t put_sockaddr(bool ipv6, const uint32_t address[4], uint16_t port, SocketAddress* out) {
  if (!ipv6) {
    out->in = {};
    out->in.sin_family = AF_INET;
    out->in.sin_port = htons(port);
    out->in.sin_addr.s_addr = htonl(address[3]);
    return sizeof(out->in);
  }
  out->in6 = {};
  out->in6.sin6_family = AF_INET6;
  out->in6.sin6_port = htons(port);
  for (int i = 0; i < 4; i++) out->in6.sin6_addr.s6_addr32[i] = htonl(address[i]);
  return sizeof(out->in6);
}

// Nobody may be reached there, or many at once.
bool is_forbidden(const uint32_t address[4]) {
  if (is_mapped(address)) return address[3] >> 24 == 0 || address[3] >> 28 == 0xe || address[3] == 0xffffffff;
  return address[0] >> 24 == 0xff || (address[0] | address[1] | address[2] | address[3]) == 0;
}

void set_option(int fd, int level, int name, int value) {
  // Best effort: a system that refuses a mark or a buffer size still carries calls.
  (void)setsockopt(fd, level, name, &value, sizeof(value));
}

int bind_socket(bool ipv6, const uint32_t address[4], uint16_t port) {
  const int fd = socket(ipv6 ? AF_INET6 : AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return -errno;
  constexpr int kExpeditedForwarding = 0xb8;  // DSCP EF (RFC 3246) in the upper six bits
  set_option(fd, SOL_SOCKET, SO_RCVBUF, kSocketBufferBytes);
  set_option(fd, IPPROTO_IP, IP_TOS, kExpeditedForwarding);
  if (ipv6) {
    set_option(fd, IPPROTO_IPV6, IPV6_TCLASS, kExpeditedForwarding);
    set_option(fd, IPPROTO_IPV6, IPV6_V6ONLY, 0);
  }
  SocketAddress local;
  const socklen_t length = put_sockaddr(ipv6, address, port, &local);
  if (bind(fd, &local.any, length) == 0) return fd;
  const int error = errno;
  ::close(fd);
  return -error;
}

}  // namespace

PacketIo::~PacketIo() {
  for (const Socket& socket : sockets_) {
    if (socket.fd >= 0) ::close(socket.fd);
  }
}

int PacketIo::open(uint32_t slot, bool ipv6, const uint32_t address[4], uint16_t port) {
  if (slot >= tables_.slots_max || in_use(slot)) return -EINVAL;
  const int fd = bind_socket(ipv6, address, port);
  if (fd < 0) return fd;
  const int result = adopt(slot, fd);
  if (result < 0) ::close(fd);
  return result;
}

int PacketIo::adopt(uint32_t slot, int fd) {
  if (slot >= tables_.slots_max || in_use(slot)) return -EINVAL;
  int domain = 0;
  socklen_t length = sizeof(domain);
  if (getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &length) < 0) return -errno;
  sockets_[slot] = {fd, domain == AF_INET6};
  const int result = attach(slot);
  if (result < 0) sockets_[slot] = {};
  return result;
}

void PacketIo::close(uint32_t slot) {
  if (!in_use(slot)) return;
  detach(slot, false);
  ::close(sockets_[slot].fd);
  sockets_[slot] = {};
}

int PacketIo::release(uint32_t slot) {
  if (!in_use(slot)) return -EBADF;
  detach(slot, true);
  const int fd = sockets_[slot].fd;
  sockets_[slot] = {};
  return fd;
}

int PacketIo::local_port(uint32_t slot) const {
  if (!in_use(slot)) return 0;
  SocketAddress local;
  socklen_t length = sizeof(local);
  if (getsockname(sockets_[slot].fd, &local.any, &length) < 0) return 0;
  return ntohs(sockets_[slot].ipv6 ? local.in6.sin6_port : local.in.sin_port);
}

bool PacketIo::sendable(const Record& row, SocketAddress* to, socklen_t* to_length) const {
  const uint32_t slot = static_cast<uint32_t>(row.slot);
  if (!in_use(slot) || row.port <= 0 || row.port > 65535 || is_forbidden(row.address)) return false;
  const int64_t end = int64_t{row.offset} + row.length;
  const int64_t send_end = int64_t{tables_.send_offset} + int64_t{tables_.batch_max} * kPacketBytesMax;
  if (row.length <= 0 || row.length > kPacketBytesMax || row.offset < int64_t{tables_.send_offset} || end > send_end) {
    return false;
  }
  const bool ipv6 = sockets_[slot].ipv6;
  if (!ipv6 && !is_mapped(row.address)) return false;
  *to_length = put_sockaddr(ipv6, row.address, static_cast<uint16_t>(row.port), to);
  return true;
}

void put_source(const SocketAddress& from, Record* row) {
  if (from.any.sa_family == AF_INET) {
    row->port = ntohs(from.in.sin_port);
    row->address[0] = 0;
    row->address[1] = 0;
    row->address[2] = kMappedWord;
    row->address[3] = ntohl(from.in.sin_addr.s_addr);
    return;
  }
  row->port = ntohs(from.in6.sin6_port);
  for (int i = 0; i < 4; i++) row->address[i] = ntohl(from.in6.sin6_addr.s6_addr32[i]);
}
