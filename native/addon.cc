// The binding: checks the memory once when a PacketIo is made; afterwards calls carry integers only.
#define NAPI_VERSION 8
#include <node_api.h>

#include <errno.h>
#include <sched.h>
#include <time.h>

#include <vector>

#include "kernels.h"
#include "notify.h"
#include "packet_io.h"

namespace {

constexpr double kWaitNsMax = 20e6;  // WAIT_NS_MAX: one beat
constexpr double kNsPerSecond = 1e9;

// A PacketIo and the references that keep its memory alive.
struct Instance {
  std::unique_ptr<PacketIo> io;
  std::vector<napi_ref> memory;
};

// Of one thread (one Node-API environment). Handles are indexes.
using Instances = std::vector<Instance>;

// The arguments of one call. What is missing or not a number reads as 0; the TypeScript side passes numbers.
class Arguments {
 public:
  static constexpr size_t kMax = 9;
  Arguments(napi_env env, napi_callback_info info) : env_(env) {
    size_t count = kMax;
    napi_get_cb_info(env, info, &count, values_, nullptr, nullptr);
  }
  napi_value value(size_t index) const { return values_[index]; }
  double number(size_t index) const {
    double number = 0;
    napi_get_value_double(env_, values_[index], &number);
    return number;
  }
  uint32_t u32(size_t index) const {
    uint32_t number = 0;
    napi_get_value_uint32(env_, values_[index], &number);
    return number;
  }
  int32_t i32(size_t index) const {
    int32_t number = 0;
    napi_get_value_int32(env_, values_[index], &number);
    return number;
  }
  // The PacketIo that the first argument names; null after destroy.
  PacketIo* io() const {
    Instances* instances = nullptr;
    napi_get_instance_data(env_, reinterpret_cast<void**>(&instances));
    const uint32_t handle = u32(0);
    return instances != nullptr && handle < instances->size() ? (*instances)[handle].io.get() : nullptr;
  }

 private:
  napi_env env_;
  napi_value values_[kMax];
};

napi_value number(napi_env env, double value) {
  napi_value result;
  napi_create_double(env, value, &result);
  return result;
}

double now_ns() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) * kNsPerSecond + static_cast<double>(now.tv_nsec);
}

// The memory of a typed array if it has the type and holds `bytes` at least, else null.
void* typed_memory(napi_env env, napi_value value, napi_typedarray_type expected, size_t bytes) {
  napi_typedarray_type type;
  size_t length;
  void* data;
  if (napi_get_typedarray_info(env, value, &type, &length, &data, nullptr, nullptr) != napi_ok) return nullptr;
  const size_t element = type == napi_float64_array ? 8 : type == napi_int32_array ? 4 : 1;
  return type == expected && length * element >= bytes ? data : nullptr;
}

// create(kind, bytes, received, outgoing, counters, slotsMax, batchMax, receiveBuffers, sendOffset)
// → a handle, or a negative errno. kind: 0 io_uring, 1 mmsg.
napi_value create(napi_env env, napi_callback_info info) {
  const Arguments args(env, info);
  Tables tables = {};
  tables.slots_max = args.u32(5);
  tables.batch_max = args.u32(6);
  tables.receive_buffers = args.u32(7);
  tables.send_offset = args.u32(8);
  const size_t table_bytes = tables.batch_max * sizeof(Record);
  const size_t receive_bytes = size_t{tables.receive_buffers} * kReceiveStride;
  const size_t send_end = size_t{tables.send_offset} + size_t{tables.batch_max} * kPacketBytesMax;
  tables.bytes = static_cast<uint8_t*>(typed_memory(env, args.value(1), napi_uint8_array, send_end));
  tables.received = static_cast<Record*>(typed_memory(env, args.value(2), napi_int32_array, table_bytes));
  tables.outgoing = static_cast<Record*>(typed_memory(env, args.value(3), napi_int32_array, table_bytes));
  tables.counters =
      static_cast<Counters*>(typed_memory(env, args.value(4), napi_float64_array, kCounters * sizeof(double)));
  const bool power_of_two = (tables.receive_buffers & (tables.receive_buffers - 1)) == 0;
  if (tables.bytes == nullptr || tables.received == nullptr || tables.outgoing == nullptr ||
      tables.counters == nullptr || tables.slots_max == 0 || tables.batch_max == 0 || !power_of_two ||
      tables.receive_buffers < tables.batch_max || receive_bytes > tables.send_offset) {
    return number(env, -EINVAL);
  }
  int error = 0;
  Instance instance;
  instance.io = args.u32(0) == 0 ? make_uring_io(tables, &error) : make_mmsg_io(tables, &error);
  if (instance.io == nullptr) return number(env, error);
  for (size_t i = 1; i <= 4; i++) {
    napi_ref reference;
    napi_create_reference(env, args.value(i), 1, &reference);
    instance.memory.push_back(reference);
  }
  Instances* instances = nullptr;
  napi_get_instance_data(env, reinterpret_cast<void**>(&instances));
  instances->push_back(std::move(instance));
  return number(env, static_cast<double>(instances->size() - 1));
}

// open(handle, slot, ipv6, address words × 4, port) → 0 or a negative errno
napi_value open(napi_env env, napi_callback_info info) {
  const Arguments args(env, info);
  const uint32_t address[4] = {args.u32(3), args.u32(4), args.u32(5), args.u32(6)};
  PacketIo* io = args.io();
  if (io == nullptr) return number(env, -EBADF);
  return number(env, io->open(args.u32(1), args.u32(2) != 0, address, static_cast<uint16_t>(args.u32(7))));
}

napi_value adopt(napi_env env, napi_callback_info info) {
  const Arguments args(env, info);
  PacketIo* io = args.io();
  return number(env, io == nullptr ? -EBADF : io->adopt(args.u32(1), args.i32(2)));
}

napi_value release(napi_env env, napi_callback_info info) {
  const Arguments args(env, info);
  PacketIo* io = args.io();
  return number(env, io == nullptr ? -EBADF : io->release(args.u32(1)));
}

napi_value close(napi_env env, napi_callback_info info) {
  const Arguments args(env, info);
  if (PacketIo* io = args.io()) io->close(args.u32(1));
  return nullptr;
}

napi_value local_port(napi_env env, napi_callback_info info) {
  const Arguments args(env, info);
  PacketIo* io = args.io();
  return number(env, io == nullptr ? 0 : io->local_port(args.u32(1)));
}

napi_value receive(napi_env env, napi_callback_info info) {
  const Arguments args(env, info);
  PacketIo* io = args.io();
  return number(env, io == nullptr ? 0 : io->receive());
}

napi_value send(napi_env env, napi_callback_info info) {
  const Arguments args(env, info);
  PacketIo* io = args.io();
  return number(env, io == nullptr ? 0 : io->send(args.u32(1)));
}

napi_value destroy(napi_env env, napi_callback_info info) {
  const Arguments args(env, info);
  Instances* instances = nullptr;
  napi_get_instance_data(env, reinterpret_cast<void**>(&instances));
  const uint32_t handle = args.u32(0);
  if (handle >= instances->size()) return nullptr;
  Instance& instance = (*instances)[handle];
  instance.io.reset();
  for (napi_ref reference : instance.memory) napi_delete_reference(env, reference);
  instance.memory.clear();
  return nullptr;
}

napi_value now(napi_env env, napi_callback_info) { return number(env, now_ns()); }

// wait(deadlineNs): until then on CLOCK_MONOTONIC, but no longer than a beat, as nobody can end it from outside.
napi_value wait(napi_env env, napi_callback_info info) {
  const Arguments args(env, info);
  const double now = now_ns();
  const double until = args.number(0) < now + kWaitNsMax ? args.number(0) : now + kWaitNsMax;
  if (!(until > now)) return nullptr;
  timespec at;
  at.tv_sec = static_cast<time_t>(until / kNsPerSecond);
  at.tv_nsec = static_cast<long>(until - static_cast<double>(at.tv_sec) * kNsPerSecond);
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, nullptr) == EINTR) {
  }
  return nullptr;
}

// raiseToRealTime() → 0 or a negative errno: the calling thread, and threads it makes, run before the process's others.
napi_value raise_to_real_time(napi_env env, napi_callback_info) {
  sched_param parameters = {};
  sched_getparam(0, &parameters);  // 0 for an ordinary thread
  parameters.sched_priority += 1;
  return number(env, sched_setscheduler(0, SCHED_RR, &parameters) < 0 ? -errno : 0);
}

void set_function(napi_env env, napi_value exports, const char* name, napi_callback callback) {
  napi_value function;
  napi_create_function(env, name, NAPI_AUTO_LENGTH, callback, nullptr, &function);
  napi_set_named_property(env, exports, name, function);
}

}  // namespace

NAPI_MODULE_INIT() {
  // Runs when the thread's environment goes: a worker that ends without destroy() still closes its sockets.
  napi_set_instance_data(
      env, new Instances, [](napi_env, void* data, void*) { delete static_cast<Instances*>(data); }, nullptr);
  set_function(env, exports, "createIo", create);
  set_function(env, exports, "open", open);
  set_function(env, exports, "adopt", adopt);
  set_function(env, exports, "release", release);
  set_function(env, exports, "close", close);
  set_function(env, exports, "localPort", local_port);
  set_function(env, exports, "receive", receive);
  set_function(env, exports, "send", send);
  set_function(env, exports, "destroy", destroy);
  set_function(env, exports, "nowNs", now);
  set_function(env, exports, "wait", wait);
  set_function(env, exports, "raiseToRealTime", raise_to_real_time);
  register_notify(env, exports);
  return register_kernels(env, exports);
}
