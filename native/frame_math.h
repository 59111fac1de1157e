#pragma once
#include <cstdint>
#include <cstring>

// Arithmetic on one frame. Integers throughout, so that every target gives the same samples as the TypeScript
// reference; floats only as an exact integer log2 (24 bits hold every value put into them). The loops are
// plain so that the compiler vectorises them for whatever target they are inlined into.

#define FRAME_INLINE static inline __attribute__((always_inline))

namespace frame {

constexpr int kSamplesMax = 960;
constexpr int kFullScale = 32767;
constexpr int kUnity = 1 << 15;

constexpr int kLimiterBlockSamples = 16;
constexpr int kLimiterBlocksMax = kSamplesMax / kLimiterBlockSamples;
constexpr int kAttackStep = 4096;
constexpr int kReleaseShift = 6;

enum Law : int { kAlaw = 0, kMulaw = 1 };

// In an IEEE single the exponent and the top four bits of the fraction are, but for an offset, the segment
// and the interval of a G.711 code word.
constexpr int kIntervalShift = 19;

FRAME_INLINE int32_t float_bits(float value) {
  int32_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

FRAME_INLINE float bits_float(int32_t bits) {
  float value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

// x for x >= 0, ~x below: both ends of the 16-bit range have the magnitude 32767.
FRAME_INLINE int32_t magnitude(int32_t x) { return x ^ (x >> 31); }

FRAME_INLINE int32_t min32(int32_t a, int32_t b) { return a < b ? a : b; }
FRAME_INLINE int32_t max32(int32_t a, int32_t b) { return a > b ? a : b; }

FRAME_INLINE int32_t decode_alaw(int32_t code) {
  const int32_t word = code ^ 0x55;
  const int32_t interval = word & 0x7f;
  // 2^(segment + 7) * (1 + interval/16 + 1/32), the middle of the interval; segment 0 is linear.
  const int32_t upper = static_cast<int32_t>(bits_float((interval << kIntervalShift) + (134 << 23) + (1 << 18)));
  const int32_t value = interval < 16 ? (interval << 4) + 8 : upper;
  return (word & 0x80) ? value : -value;
}

FRAME_INLINE int32_t decode_mulaw(int32_t code) {
  const int32_t word = ~code;
  // 2^(segment + 5) * (1 + interval/16 + 1/32), less the bias, in 14 bits.
  const int32_t biased =
      static_cast<int32_t>(bits_float(((word & 0x7f) << kIntervalShift) + (132 << 23) + (1 << 18)));
  const int32_t value = (biased - 33) << 2;
  return (word & 0x80) ? -value : value;
}

FRAME_INLINE uint8_t encode_alaw(int32_t x) {
  const int32_t m = magnitude(x) >> 4;
  const int32_t upper = (float_bits(static_cast<float>(m)) >> kIntervalShift) - (130 << 4);
  // Segment 0 is linear. Where it ends the two meet, and as a maximum the loop stays free of branches.
  const int32_t interval = max32(upper, min32(m, 15));
  return static_cast<uint8_t>(((~(x >> 31) & 0x80) | interval) ^ 0x55);
}

FRAME_INLINE uint8_t encode_mulaw(int32_t x) {
  const int32_t m = min32((magnitude(x) >> 2) + 33, 0x1fff);
  const int32_t interval = (float_bits(static_cast<float>(m)) >> kIntervalShift) - (132 << 4);
  return static_cast<uint8_t>((~(x >> 31) & 0x80) | (~interval & 0x7f));
}

// Decodes and returns the sum of the squared samples.
template <int32_t (*Decode)(int32_t)>
FRAME_INLINE int64_t decode(const uint8_t* __restrict from, int16_t* __restrict to, int count) {
  // Squares have up to 31 bits; their halves are summed apart so that no lane needs more than 32.
  int32_t low = 0;
  int32_t high = 0;
  for (int i = 0; i < count; i++) {
    const int32_t sample = Decode(from[i]);
    const int32_t square = sample * sample;
    to[i] = static_cast<int16_t>(sample);
    low += square & 0xffff;
    high += square >> 16;
  }
  return (static_cast<int64_t>(high) << 16) + low;
}

template <uint8_t (*Encode)(int32_t)>
FRAME_INLINE void encode(const int32_t* __restrict mix, uint8_t* __restrict to, int count) {
  for (int i = 0; i < count; i++) to[i] = Encode(mix[i]);
}

FRAME_INLINE void add(int32_t* __restrict sum, const int16_t* __restrict frame, int count) {
  for (int i = 0; i < count; i++) sum[i] += frame[i];
}

// Gains are Q15, 0 to kUnity. `from` may be `to`.
FRAME_INLINE void fade(const int16_t* from, int16_t* to, int count, int32_t start, int32_t end) {
  const int32_t step = (end - start) * kUnity / count;
  for (int i = 0; i < count; i++) {
    const int32_t gain = start + ((step * i) >> 15);
    to[i] = static_cast<int16_t>((from[i] * gain) >> 15);
  }
}

// mix = sum - own + added; returns the largest magnitude.
template <bool HasOwn, bool HasAdded>
FRAME_INLINE int32_t compose(const int32_t* __restrict sum, const int16_t* __restrict own,
                             const int16_t* __restrict added, int32_t* __restrict mix, int count) {
  int32_t peak = 0;
  for (int i = 0; i < count; i++) {
    int32_t value = sum[i];
    if (HasOwn) value -= own[i];
    if (HasAdded) value += added[i];
    mix[i] = value;
    peak = max32(peak, magnitude(value));
  }
  return peak;
}

// The gains at the edges of the blocks; see src/audio/limiter.ts, whose twin this is.
FRAME_INLINE void plan_gains(const int32_t* mix, int count, int32_t state, int32_t* edges, int blocks) {
  edges[0] = kUnity - state;
  for (int edge = 1; edge <= blocks; edge++) edges[edge] = kUnity;
  for (int block = 0; block < blocks; block++) {
    const int start = block * kLimiterBlockSamples;
    const int end = min32(start + kLimiterBlockSamples, count);
    int32_t peak = 0;
    for (int i = start; i < end; i++) peak = max32(peak, magnitude(mix[i]));
    if (peak <= kFullScale) continue;
    const int32_t ceiling = static_cast<int32_t>(static_cast<int64_t>(kFullScale) * kUnity / peak);
    if (block > 0) edges[block] = min32(edges[block], ceiling);
    edges[block + 1] = ceiling;
  }
  for (int edge = blocks - 1; edge > 0; edge--) {
    edges[edge] = min32(edges[edge], edges[edge + 1] + kAttackStep);
  }
  for (int edge = 1; edge <= blocks; edge++) {
    const int32_t before = edges[edge - 1];
    const int32_t released = min32(kUnity, before + ((kUnity - before) >> kReleaseShift) + 1);
    edges[edge] = min32(edges[edge], released);
  }
}

// Limits in place; returns the new state.
FRAME_INLINE int32_t limit(int32_t* mix, int count, int32_t peak_of_mix, int32_t state) {
  if (state == 0 && peak_of_mix <= kFullScale) return 0;
  const int blocks = (count + kLimiterBlockSamples - 1) / kLimiterBlockSamples;
  int32_t edges[kLimiterBlocksMax + 1];
  plan_gains(mix, count, state, edges, blocks);
  for (int block = 0; block < blocks; block++) {
    const int start = block * kLimiterBlockSamples;
    const int end = min32(start + kLimiterBlockSamples, count);
    const int32_t from = edges[block];
    const int32_t change = edges[block + 1] - from;
    for (int i = start; i < end; i++) {
      const int64_t gain = from + change * (i - start) / kLimiterBlockSamples;
      const int64_t limited = (mix[i] * gain + kUnity / 2) >> 15;
      mix[i] = static_cast<int32_t>(limited > kFullScale       ? kFullScale
                                    : limited < -kFullScale - 1 ? -kFullScale - 1
                                                                : limited);
    }
  }
  return kUnity - edges[blocks];
}

}  // namespace frame
