#include "kernels.h"

#include <cstdint>
#include <cstring>

#include "frame_math.h"

// The native twin of src/mixer/kernel-reference.ts. Bound once to four typed arrays; every later call carries
// two integers, reads its rows from `jobs`, allocates nothing and keeps no policy.

namespace {

// Columns, as named in src/mixer/kernel.ts.
enum DecodeColumn { kDecodeLaw, kDecodeBytes, kDecodeCount, kDecodeSamples, kDecodeEnergy, kDecodeInts };
enum FadeColumn { kFadeSource, kFadeDestination, kFadeCount, kFadeGainStart, kFadeGainEnd, kFadeInts };
enum MixColumn { kMixCount, kMixTalkers, kMixListeners, kMixHeaderInts };
enum ListenerColumn {
  kListenerMode,
  kListenerOwn,
  kListenerPrivate,
  kListenerLaw,
  kListenerOutput,
  kListenerLimiter,
  kListenerInts
};
enum ListenerMode { kModeMix, kModePrivate, kModeCopy };
constexpr int32_t kNoFrame = -1;
constexpr int kEnergyShift = 10;

template <typename T>
struct Area {
  T* data = nullptr;
  int64_t length = 0;

  bool holds(int64_t offset, int64_t count) const {
    return offset >= 0 && count >= 0 && offset + count <= length;
  }
  bool holds_frame(int64_t offset, int64_t count) const {
    return count >= 1 && count <= frame::kSamplesMax && holds(offset, count);
  }
};

struct Kernel {
  Area<uint8_t> bytes;
  Area<int16_t> samples;
  Area<int32_t> jobs;
  Area<int32_t> state;
  alignas(32) int32_t sum[frame::kSamplesMax];
  alignas(32) int32_t mix[frame::kSamplesMax];
};

FRAME_INLINE bool decode_row(Kernel& k, int32_t* row) {
  const int32_t count = row[kDecodeCount];
  if (!k.bytes.holds_frame(row[kDecodeBytes], count)) return false;
  if (!k.samples.holds_frame(row[kDecodeSamples], count)) return false;
  const uint8_t* from = k.bytes.data + row[kDecodeBytes];
  int16_t* to = k.samples.data + row[kDecodeSamples];
  const int64_t energy = row[kDecodeLaw] == frame::kAlaw
                             ? frame::decode<frame::decode_alaw>(from, to, count)
                             : frame::decode<frame::decode_mulaw>(from, to, count);
  row[kDecodeEnergy] = static_cast<int32_t>(energy >> kEnergyShift);
  return true;
}

FRAME_INLINE bool is_gain(int32_t gain) { return gain >= 0 && gain <= frame::kUnity; }

FRAME_INLINE bool fade_row(Kernel& k, const int32_t* row) {
  const int32_t count = row[kFadeCount];
  if (!k.samples.holds_frame(row[kFadeSource], count)) return false;
  if (!k.samples.holds_frame(row[kFadeDestination], count)) return false;
  if (!is_gain(row[kFadeGainStart]) || !is_gain(row[kFadeGainEnd])) return false;
  frame::fade(k.samples.data + row[kFadeSource], k.samples.data + row[kFadeDestination], count,
              row[kFadeGainStart], row[kFadeGainEnd]);
  return true;
}

FRAME_INLINE bool copy_listener(Kernel& k, const int32_t* listeners, int32_t index, int32_t count) {
  const int32_t* row = listeners + index * kListenerInts;
  const int32_t earlier = row[kListenerLimiter];
  if (earlier < 0 || earlier >= index) return false;
  const int32_t from = listeners[earlier * kListenerInts + kListenerOutput];
  if (!k.bytes.holds_frame(from, count)) return false;
  std::memmove(k.bytes.data + row[kListenerOutput], k.bytes.data + from, count);
  return true;
}

FRAME_INLINE void encode_mix(Kernel& k, int32_t law, int32_t output, int32_t count) {
  uint8_t* to = k.bytes.data + output;
  if (law == frame::kAlaw) {
    frame::encode<frame::encode_alaw>(k.mix, to, count);
  } else {
    frame::encode<frame::encode_mulaw>(k.mix, to, count);
  }
}

FRAME_INLINE int32_t compose_mix(Kernel& k, const int16_t* own, const int16_t* added, int32_t count) {
  if (own && added) return frame::compose<true, true>(k.sum, own, added, k.mix, count);
  if (own) return frame::compose<true, false>(k.sum, own, nullptr, k.mix, count);
  if (added) return frame::compose<false, true>(k.sum, nullptr, added, k.mix, count);
  return frame::compose<false, false>(k.sum, nullptr, nullptr, k.mix, count);
}

FRAME_INLINE bool listen(Kernel& k, const int32_t* listeners, int32_t index, int32_t count) {
  const int32_t* row = listeners + index * kListenerInts;
  if (!k.bytes.holds_frame(row[kListenerOutput], count)) return false;
  if (row[kListenerMode] == kModeCopy) return copy_listener(k, listeners, index, count);
  const bool with_room = row[kListenerMode] == kModeMix;
  const int16_t* own = nullptr;
  if (with_room && row[kListenerOwn] != kNoFrame) {
    if (!k.samples.holds_frame(row[kListenerOwn], count)) return false;
    own = k.samples.data + row[kListenerOwn];
  }
  const int16_t* added = nullptr;
  if (row[kListenerPrivate] != kNoFrame) {
    if (!k.samples.holds_frame(row[kListenerPrivate], count)) return false;
    added = k.samples.data + row[kListenerPrivate];
  }
  if (with_room) {
    if (!k.state.holds(row[kListenerLimiter], 1)) return false;
    int32_t& state = k.state.data[row[kListenerLimiter]];
    const int32_t peak = compose_mix(k, own, added, count);
    state = frame::limit(k.mix, count, peak, state);
  } else {
    std::memset(k.mix, 0, count * sizeof(int32_t));
    if (added) frame::add(k.mix, added, count);
  }
  encode_mix(k, row[kListenerLaw], row[kListenerOutput], count);
  return true;
}

// Returns how many talkers and listeners had to be skipped; 1 for the room as a whole.
FRAME_INLINE int32_t mix_room(Kernel& k, const int32_t* program) {
  const int32_t count = program[kMixCount];
  if (count < 1 || count > frame::kSamplesMax) return 1;
  int32_t skipped = 0;
  const int32_t* talkers = program + kMixHeaderInts;
  const int32_t talker_count = program[kMixTalkers];
  std::memset(k.sum, 0, count * sizeof(int32_t));
  for (int32_t i = 0; i < talker_count; i++) {
    if (k.samples.holds_frame(talkers[i], count)) {
      frame::add(k.sum, k.samples.data + talkers[i], count);
    } else {
      skipped++;
    }
  }
  const int32_t* listeners = talkers + talker_count;
  for (int32_t i = 0; i < program[kMixListeners]; i++) {
    if (!listen(k, listeners, i, count)) skipped++;
  }
  return skipped;
}

FRAME_INLINE int32_t decode_batch(Kernel& k, int32_t at, int32_t rows) {
  if (!k.jobs.holds(at, static_cast<int64_t>(rows) * kDecodeInts)) return rows;
  int32_t skipped = 0;
  for (int32_t row = 0; row < rows; row++) skipped += !decode_row(k, k.jobs.data + at + row * kDecodeInts);
  return skipped;
}

FRAME_INLINE int32_t fade_batch(Kernel& k, int32_t at, int32_t rows) {
  if (!k.jobs.holds(at, static_cast<int64_t>(rows) * kFadeInts)) return rows;
  int32_t skipped = 0;
  for (int32_t row = 0; row < rows; row++) skipped += !fade_row(k, k.jobs.data + at + row * kFadeInts);
  return skipped;
}

FRAME_INLINE int32_t mix_batch(Kernel& k, int32_t at, int32_t rooms) {
  int32_t skipped = 0;
  int64_t next = at;
  for (int32_t room = 0; room < rooms; room++) {
    // Without a sound header nobody knows where the next room starts.
    if (!k.jobs.holds(next, kMixHeaderInts)) return skipped + rooms - room;
    const int32_t* program = k.jobs.data + next;
    const int64_t talkers = program[kMixTalkers];
    const int64_t listeners = program[kMixListeners];
    const int64_t length = kMixHeaderInts + talkers + listeners * kListenerInts;
    if (talkers < 0 || listeners < 0 || !k.jobs.holds(next, length)) return skipped + rooms - room;
    skipped += mix_room(k, program);
    next += length;
  }
  return skipped;
}

using Batch = int32_t (*)(Kernel&, int32_t at, int32_t rows);
struct Target {
  const char* name;
  Batch decode;
  Batch fade;
  Batch mix;
};

int32_t decode_portable(Kernel& k, int32_t at, int32_t rows) { return decode_batch(k, at, rows); }
int32_t fade_portable(Kernel& k, int32_t at, int32_t rows) { return fade_batch(k, at, rows); }
int32_t mix_portable(Kernel& k, int32_t at, int32_t rooms) { return mix_batch(k, at, rooms); }
constexpr Target kPortable = {"native", decode_portable, fade_portable, mix_portable};

#if defined(__x86_64__)
#define AVX2 __attribute__((target("avx2")))
AVX2 int32_t decode_avx2(Kernel& k, int32_t at, int32_t rows) { return decode_batch(k, at, rows); }
AVX2 int32_t fade_avx2(Kernel& k, int32_t at, int32_t rows) { return fade_batch(k, at, rows); }
AVX2 int32_t mix_avx2(Kernel& k, int32_t at, int32_t rooms) { return mix_batch(k, at, rooms); }
constexpr Target kAvx2 = {"native-avx2", decode_avx2, fade_avx2, mix_avx2};

const Target& best_target() { return __builtin_cpu_supports("avx2") ? kAvx2 : kPortable; }
#else
const Target& best_target() { return kPortable; }
#endif

// The binding. Every function of a kernel keeps it alive, and it keeps its typed arrays alive.

struct BoundKernel {
  Kernel kernel;
  const Target* target;
  napi_ref memory;
};

template <Batch Target::*Operation>
napi_value call(napi_env env, napi_callback_info info) {
  size_t argc = 2;
  napi_value argv[2];
  void* data = nullptr;
  int32_t at = -1;
  int32_t rows = 0;
  if (napi_get_cb_info(env, info, &argc, argv, nullptr, &data) != napi_ok || argc < 2 ||
      napi_get_value_int32(env, argv[0], &at) != napi_ok ||
      napi_get_value_int32(env, argv[1], &rows) != napi_ok) {
    napi_throw_type_error(env, nullptr, "kernel: expected (at, rows)");
    return nullptr;
  }
  BoundKernel& bound = *static_cast<BoundKernel*>(data);
  napi_value result = nullptr;
  napi_create_int32(env, (bound.target->*Operation)(bound.kernel, at, rows), &result);
  return result;
}

template <typename T>
bool bind_area(napi_env env, napi_value memory, const char* name, napi_typedarray_type expected, Area<T>& area) {
  napi_value array;
  bool is_typed = false;
  if (napi_get_named_property(env, memory, name, &array) != napi_ok) return false;
  if (napi_is_typedarray(env, array, &is_typed) != napi_ok || !is_typed) return false;
  napi_typedarray_type type;
  size_t length = 0;
  void* data = nullptr;
  if (napi_get_typedarray_info(env, array, &type, &length, &data, nullptr, nullptr) != napi_ok) return false;
  if (type != expected) return false;
  area.data = static_cast<T*>(data);
  area.length = static_cast<int64_t>(length);
  return true;
}

bool bind_memory(napi_env env, napi_value memory, Kernel& kernel) {
  return bind_area(env, memory, "bytes", napi_uint8_array, kernel.bytes) &&
         bind_area(env, memory, "samples", napi_int16_array, kernel.samples) &&
         bind_area(env, memory, "jobs", napi_int32_array, kernel.jobs) &&
         bind_area(env, memory, "state", napi_int32_array, kernel.state);
}

void free_kernel(napi_env env, void* data, void*) {
  BoundKernel* bound = static_cast<BoundKernel*>(data);
  napi_delete_reference(env, bound->memory);
  delete bound;
}

bool add_operation(napi_env env, napi_value object, const char* name, napi_callback operation, BoundKernel* bound,
                   napi_value owner) {
  napi_value function;
  return napi_create_function(env, name, NAPI_AUTO_LENGTH, operation, bound, &function) == napi_ok &&
         napi_set_named_property(env, function, "kernel", owner) == napi_ok &&
         napi_set_named_property(env, object, name, function) == napi_ok;
}

napi_value create_kernel(napi_env env, napi_callback_info info) {
  size_t argc = 2;
  napi_value argv[2];
  bool portable = false;
  napi_get_cb_info(env, info, &argc, argv, nullptr, nullptr);
  BoundKernel* bound = new BoundKernel();
  if (argc < 1 || !bind_memory(env, argv[0], bound->kernel)) {
    delete bound;
    napi_throw_type_error(env, nullptr, "createKernel: expected {bytes, samples, jobs, state}");
    return nullptr;
  }
  if (argc > 1) napi_get_value_bool(env, argv[1], &portable);
  bound->target = portable ? &kPortable : &best_target();

  // The arrays are referenced one by one: the object that carried them may be changed by its owner.
  napi_value object, owner, name, areas;
  napi_create_array(env, &areas);
  const char* const names[] = {"bytes", "samples", "jobs", "state"};
  for (uint32_t i = 0; i < 4; i++) {
    napi_value array;
    napi_get_named_property(env, argv[0], names[i], &array);
    napi_set_element(env, areas, i, array);
  }
  napi_create_reference(env, areas, 1, &bound->memory);
  napi_create_external(env, bound, free_kernel, nullptr, &owner);
  napi_create_object(env, &object);
  napi_create_string_utf8(env, bound->target->name, NAPI_AUTO_LENGTH, &name);
  const bool complete = napi_set_named_property(env, object, "name", name) == napi_ok &&
                        add_operation(env, object, "decode", call<&Target::decode>, bound, owner) &&
                        add_operation(env, object, "fade", call<&Target::fade>, bound, owner) &&
                        add_operation(env, object, "mix", call<&Target::mix>, bound, owner);
  if (!complete) {
    napi_throw_error(env, nullptr, "createKernel: out of memory");
    return nullptr;
  }
  return object;
}

}  // namespace

napi_value register_kernels(napi_env env, napi_value exports) {
  napi_value function;
  if (napi_create_function(env, "createKernel", NAPI_AUTO_LENGTH, create_kernel, nullptr, &function) == napi_ok) {
    napi_set_named_property(env, exports, "createKernel", function);
  }
  return exports;
}
