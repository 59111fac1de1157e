// One datagram to a unix socket, which Node cannot send: what sd_notify(3) does.
#include "notify.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>

namespace {

struct Bytes {
  void* data = nullptr;
  size_t length = 0;
};

bool bytes_of(napi_env env, napi_value value, Bytes* bytes) {
  napi_typedarray_type type;
  return napi_get_typedarray_info(env, value, &type, &bytes->length, &bytes->data, nullptr, nullptr) == napi_ok &&
         type == napi_uint8_array;
}

// The address is a path, or an abstract name that begins with a NUL (unix(7)). Never waits: a full queue is EAGAIN.
int send_datagram(const Bytes& address, const Bytes& message) {
  sockaddr_un to = {};
  if (address.length == 0 || address.length >= sizeof(to.sun_path)) return -EINVAL;
  to.sun_family = AF_UNIX;
  memcpy(to.sun_path, address.data, address.length);
  const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + address.length);
  const int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -errno;
  const ssize_t sent = sendto(fd, message.data, message.length, MSG_DONTWAIT | MSG_NOSIGNAL,
                              reinterpret_cast<const sockaddr*>(&to), length);
  const int result = sent < 0 ? -errno : 0;
  close(fd);
  return result;
}

// sendDatagram(address, message), both bytes → 0 or a negative errno
napi_value send_datagram_call(napi_env env, napi_callback_info info) {
  size_t count = 2;
  napi_value arguments[2];
  napi_get_cb_info(env, info, &count, arguments, nullptr, nullptr);
  Bytes address, message;
  const bool valid = count == 2 && bytes_of(env, arguments[0], &address) && bytes_of(env, arguments[1], &message);
  napi_value result;
  napi_create_double(env, valid ? send_datagram(address, message) : -EINVAL, &result);
  return result;
}

}  // namespace

napi_value register_notify(napi_env env, napi_value exports) {
  napi_value function;
  napi_create_function(env, "sendDatagram", NAPI_AUTO_LENGTH, send_datagram_call, nullptr, &function);
  napi_set_named_property(env, exports, "sendDatagram", function);
  return exports;
}
