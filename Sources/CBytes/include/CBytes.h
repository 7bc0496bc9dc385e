// SPDX-License-Identifier: Apache-2.0

// Small byte primitives that Swift has no portable spelling for. Header only, so they are inlined into Swift.
#ifndef HINOMI_CBYTES_H
#define HINOMI_CBYTES_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON)
#include <arm_neon.h>
#endif

// One bit for each of 16 bytes at `p` that satisfies the comparison. Reads 16 bytes whatever the data: callers keep
// spare bytes behind every buffer.
static inline __attribute__((always_inline)) uint32_t hinomi_mask16_at_most(const uint8_t *p, uint8_t limit) {
#if defined(__SSE2__)
    __m128i v = _mm_loadu_si128((const __m128i *)p);
    __m128i l = _mm_set1_epi8((char)limit);
    return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(v, l), v));
#else
    uint32_t m = 0;
    for (int i = 0; i < 16; i++) m |= (uint32_t)(p[i] <= limit) << i;
    return m;
#endif
}

static inline __attribute__((always_inline)) uint32_t hinomi_mask16_equal(const uint8_t *p, uint8_t a) {
#if defined(__SSE2__)
    __m128i v = _mm_loadu_si128((const __m128i *)p);
    return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8((char)a)));
#else
    uint32_t m = 0;
    for (int i = 0; i < 16; i++) m |= (uint32_t)(p[i] == a) << i;
    return m;
#endif
}

// Bytes that end or escape a JSON string: quote, backslash and control characters.
static inline uint32_t hinomi_mask16_string_special(const uint8_t *p) {
#if defined(__SSE2__)
    __m128i v = _mm_loadu_si128((const __m128i *)p);
    __m128i q = _mm_cmpeq_epi8(v, _mm_set1_epi8('"'));
    __m128i b = _mm_cmpeq_epi8(v, _mm_set1_epi8('\\'));
    __m128i l = _mm_set1_epi8(0x1F);
    __m128i c = _mm_cmpeq_epi8(_mm_min_epu8(v, l), v);
    return (uint32_t)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(q, b), c));
#else
    uint32_t m = 0;
    for (int i = 0; i < 16; i++) m |= (uint32_t)(p[i] == '"' || p[i] == '\\' || p[i] <= 0x1F) << i;
    return m;
#endif
}

// Bytes that matter when skipping a JSON container: quote, braces and brackets.
static inline uint32_t hinomi_mask16_structure(const uint8_t *p) {
#if defined(__SSE2__)
    __m128i v = _mm_loadu_si128((const __m128i *)p);
    __m128i q = _mm_cmpeq_epi8(v, _mm_set1_epi8('"'));
    // { is 0x7B, [ is 0x5B; } is 0x7D, ] is 0x5D: clearing bit 5 folds each pair.
    __m128i f = _mm_and_si128(v, _mm_set1_epi8((char)0xDF));
    __m128i o = _mm_cmpeq_epi8(f, _mm_set1_epi8('['));
    __m128i c = _mm_cmpeq_epi8(f, _mm_set1_epi8(']'));
    return (uint32_t)_mm_movemask_epi8(_mm_or_si128(q, _mm_or_si128(o, c)));
#else
    uint32_t m = 0;
    for (int i = 0; i < 16; i++) {
        uint8_t f = p[i] & 0xDF;
        m |= (uint32_t)(p[i] == '"' || f == '[' || f == ']') << i;
    }
    return m;
#endif
}

// What matters in 64 bytes of JSON, one bit for each byte. Reads 64 bytes whatever the data.
typedef struct {
    uint64_t quotes;
    uint64_t backslashes;
    uint64_t opens;     // { and [
    uint64_t closes;    // } and ]
    uint64_t controls;  // below 0x20
} hinomi_json_block;

// By any processor, in pieces.
static inline hinomi_json_block hinomi_json_block_in_pieces(const uint8_t *p) {
    hinomi_json_block b = {0, 0, 0, 0, 0};
#if defined(__SSE2__)
    for (int i = 0; i < 4; i++) {
        __m128i v = _mm_loadu_si128((const __m128i *)(p + 16 * i));
        // { is 0x7B, [ is 0x5B; } is 0x7D, ] is 0x5D: clearing bit 5 folds each pair.
        __m128i f = _mm_and_si128(v, _mm_set1_epi8((char)0xDF));
        __m128i l = _mm_set1_epi8(0x1F);
        b.quotes |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8('"'))) << (16 * i);
        b.backslashes |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8('\\'))) << (16 * i);
        b.opens |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(f, _mm_set1_epi8('['))) << (16 * i);
        b.closes |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(f, _mm_set1_epi8(']'))) << (16 * i);
        b.controls |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(v, l), v)) << (16 * i);
    }
#else
    for (int i = 0; i < 64; i++) {
        uint8_t f = p[i] & 0xDF;
        b.quotes |= (uint64_t)(p[i] == '"') << i;
        b.backslashes |= (uint64_t)(p[i] == '\\') << i;
        b.opens |= (uint64_t)(f == '[') << i;
        b.closes |= (uint64_t)(f == ']') << i;
        b.controls |= (uint64_t)(p[i] <= 0x1F) << i;
    }
#endif
    return b;
}

// Whether the processor looks at 64 bytes at once, and the same by one that does.
extern int hinomi_has_wide_bytes;
void hinomi_read_wide_json_block(const uint8_t *p, hinomi_json_block *b);

static inline hinomi_json_block hinomi_json_block_at(const uint8_t *p) {
    if (!hinomi_has_wide_bytes) return hinomi_json_block_in_pieces(p);
    hinomi_json_block b;
    hinomi_read_wide_json_block(p, &b);
    return b;
}

// Each bit becomes the parity of itself and all bits below it: quotes become the bytes inside strings.
static inline uint64_t hinomi_prefix_xor(uint64_t x) {
    x ^= x << 1;
    x ^= x << 2;
    x ^= x << 4;
    x ^= x << 8;
    x ^= x << 16;
    x ^= x << 32;
    return x;
}

// How many of `n` numbers in ascending order, `stride` bytes apart, are below another. Which half is the right one is as good
// as random: no branch may decide it.
static inline size_t hinomi_count_below(const void *numbers, size_t stride, size_t n, uint64_t limit) {
    const uint8_t *at = (const uint8_t *)numbers;
    size_t count = 0;
    while (n > 0) {
        size_t half = (n + 1) / 2;
        uint32_t middle;
        memcpy(&middle, at + (count + half - 1) * stride, sizeof middle);
        count = __builtin_unpredictable(middle < limit) ? count + half : count;
        n /= 2;
    }
    return count;
}

// Whether `n` bytes are equal; with a constant `n` this becomes a few wide compares.
static inline int hinomi_bytes_equal(const void *a, const void *b, size_t n) { return memcmp(a, b, n) == 0; }
static inline int hinomi_bytes_hold(const void *a, size_t n, uint8_t byte) { return n > 0 && memchr(a, byte, n) != 0; }

// Whether those of the 32 bytes at `p` that `mask` names equal the ones of `pattern`. Reads 32 bytes at both.
static inline int hinomi_matches32(const uint8_t *p, const uint8_t *pattern, uint32_t mask) {
#if defined(__SSE2__)
    __m128i a = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)p), _mm_loadu_si128((const __m128i *)pattern));
    __m128i b = _mm_cmpeq_epi8(
        _mm_loadu_si128((const __m128i *)(p + 16)), _mm_loadu_si128((const __m128i *)(pattern + 16)));
    uint32_t equal = (uint32_t)_mm_movemask_epi8(a) | (uint32_t)_mm_movemask_epi8(b) << 16;
    return (equal & mask) == mask;
#else
    for (int i = 0; i < 32; i++) {
        if ((mask >> i & 1) && p[i] != pattern[i]) return 0;
    }
    return 1;
#endif
}

// One bit for each of 64 bytes at `p` that are at most `limit`. Reads 64 bytes whatever the data.
static inline __attribute__((always_inline)) uint64_t hinomi_mask64_at_most(const uint8_t *p, uint8_t limit) {
    return (uint64_t)hinomi_mask16_at_most(p, limit) | (uint64_t)hinomi_mask16_at_most(p + 16, limit) << 16
        | (uint64_t)hinomi_mask16_at_most(p + 32, limit) << 32 | (uint64_t)hinomi_mask16_at_most(p + 48, limit) << 48;
}

// The number that the one to three digits from `from` to `end` make; what is no octet sets `wrong`.
static inline __attribute__((always_inline)) uint32_t hinomi_octet(
    const uint8_t *p, uint32_t from, uint32_t end, uint32_t *wrong) {
    uint32_t size = end - from, raw;
    memcpy(&raw, p + from, 4);
    // Moved to the high end, so that the missing digits read as zero.
    raw = (raw & 0x0F0F0F0F) << ((32 - 8 * size) & 31);
    uint32_t octet = (raw >> 8 & 15) * 100 + (raw >> 16 & 15) * 10 + (raw >> 24);
    // A leading zero might mean octal.
    *wrong |= (uint32_t)(size - 1 > 2) | (uint32_t)(octet > 255) | ((uint32_t)(size > 1) & (uint32_t)(p[from] == '0'));
    return octet;
}

// The IPv4 address that the `n` bytes at `p` spell in dotted decimal, or -1. Reads 20 bytes whatever the data.
static inline __attribute__((always_inline)) int64_t hinomi_dotted_ipv4(const uint8_t *p, size_t n) {
    if (n - 7 > 15 - 7) return -1;
    uint32_t all = (1u << n) - 1, dots, digits;
#if defined(__SSE2__)
    __m128i v = _mm_loadu_si128((const __m128i *)p);
    __m128i d = _mm_sub_epi8(v, _mm_set1_epi8('0'));
    digits = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(d, _mm_set1_epi8(9)), d)) & all;
    dots = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8('.'))) & all;
#else
    dots = digits = 0;
    for (size_t i = 0; i < n; i++) {
        dots |= (uint32_t)(p[i] == '.') << i;
        digits |= (uint32_t)((uint8_t)(p[i] - '0') <= 9) << i;
    }
#endif
    uint32_t second = dots & (dots - 1), third = second & (second - 1);
    if ((digits | dots) != all || third == 0 || (third & (third - 1)) != 0) return -1;
    uint32_t wrong = 0, value = 0, from = 0;
    value = value << 8 | hinomi_octet(p, from, (uint32_t)__builtin_ctz(dots), &wrong);
    from = (uint32_t)__builtin_ctz(dots) + 1;
    value = value << 8 | hinomi_octet(p, from, (uint32_t)__builtin_ctz(second), &wrong);
    from = (uint32_t)__builtin_ctz(second) + 1;
    value = value << 8 | hinomi_octet(p, from, (uint32_t)__builtin_ctz(third), &wrong);
    from = (uint32_t)__builtin_ctz(third) + 1;
    value = value << 8 | hinomi_octet(p, from, (uint32_t)n, &wrong);
    return wrong ? -1 : (int64_t)value;
}

// Whether one of the `n` numbers at `p` is `wanted`.
static inline int hinomi_contains32(const uint32_t *p, size_t n, uint32_t wanted) {
    size_t i = 0;
#if defined(__SSE2__)
    __m128i w = _mm_set1_epi32((int)wanted);
    for (; i + 16 <= n; i += 16) {
        __m128i a = _mm_cmpeq_epi32(_mm_loadu_si128((const __m128i *)(p + i)), w);
        __m128i b = _mm_cmpeq_epi32(_mm_loadu_si128((const __m128i *)(p + i + 4)), w);
        __m128i c = _mm_cmpeq_epi32(_mm_loadu_si128((const __m128i *)(p + i + 8)), w);
        __m128i d = _mm_cmpeq_epi32(_mm_loadu_si128((const __m128i *)(p + i + 12)), w);
        if (_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(a, b), _mm_or_si128(c, d)))) return 1;
    }
#endif
    for (; i < n; i++) {
        if (p[i] == wanted) return 1;
    }
    return 0;
}

static inline void hinomi_prefetch(const void *p) { __builtin_prefetch(p); }
static inline void hinomi_prefetch_write(const void *p) { __builtin_prefetch(p, 1); }

// The C library's functions of reals: the one place the core takes them from.
static inline double hinomi_log(double x) { return log(x); }
static inline double hinomi_exp(double x) { return exp(x); }
static inline double hinomi_sin(double x) { return sin(x); }
static inline double hinomi_cos(double x) { return cos(x); }
static inline double hinomi_asin(double x) { return asin(x); }

// Asks the system for large pages behind `size` bytes that begin on a boundary of 2 MiB.
void hinomi_use_large_pages(void *memory, size_t size);

#include "FlowLine.h"

#endif
