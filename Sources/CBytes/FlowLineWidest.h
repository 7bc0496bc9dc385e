// SPDX-License-Identifier: Apache-2.0
// Reads a line of the default format of VPC flow logs on processors that look at 64 bytes at once and can put bytes of 128 into any
// order: all fields are cut, checked and counted together.
#ifndef HINOMI_FLOW_LINE_WIDEST_H
#define HINOMI_FLOW_LINE_WIDEST_H

#include "FlowLine.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define HINOMI_WIDEST "avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2,avx2,bmi,bmi2,lzcnt,popcnt"

#define HINOMI_FOUR(a) a, a, a, a
#define HINOMI_EIGHT(a) HINOMI_FOUR(a), HINOMI_FOUR(a)

// The eight octets, the protocol, and the first two digits of both times lie at the end of four bytes each: in front of which
// mark, behind which, and how many bytes before the former. The other bytes mean nothing.
static const uint8_t hinomi_small_ends[64] = {
    HINOMI_FOUR(3), HINOMI_FOUR(4), HINOMI_FOUR(5), HINOMI_FOUR(6), HINOMI_FOUR(7), HINOMI_FOUR(8), HINOMI_FOUR(9),
    HINOMI_FOUR(10), HINOMI_FOUR(13), HINOMI_FOUR(16), HINOMI_FOUR(17)};
static const uint8_t hinomi_small_begins[64] = {
    HINOMI_FOUR(2), HINOMI_FOUR(3), HINOMI_FOUR(4), HINOMI_FOUR(5), HINOMI_FOUR(6), HINOMI_FOUR(7), HINOMI_FOUR(8),
    HINOMI_FOUR(9), HINOMI_FOUR(12), HINOMI_FOUR(15), HINOMI_FOUR(16)};
static const uint8_t hinomi_small_back[64] = {
    4, 3, 2, 1, 4, 3, 2, 1, 4, 3, 2, 1, 4, 3, 2, 1, 4, 3, 2, 1, 4, 3, 2, 1, 4, 3, 2, 1, 4, 3, 2, 1, 4, 3, 2, 1,
    12, 11, 10, 9, 12, 11, 10, 9};
// Ports, packets, bytes, and the last eight digits of both times lie at the end of eight bytes each.
static const uint8_t hinomi_large_ends[64] = {
    HINOMI_EIGHT(11), HINOMI_EIGHT(12), HINOMI_EIGHT(14), HINOMI_EIGHT(15), HINOMI_EIGHT(16), HINOMI_EIGHT(17)};
static const uint8_t hinomi_large_begins[64] = {
    HINOMI_EIGHT(10), HINOMI_EIGHT(11), HINOMI_EIGHT(13), HINOMI_EIGHT(14), HINOMI_EIGHT(15), HINOMI_EIGHT(16)};
static const uint8_t hinomi_marks_expected[64] = "   ... ...         \n";

// As `hinomi_read_flow_line`: what the one takes and the other does not is left to somebody more patient.
__attribute__((target(HINOMI_WIDEST))) static inline int hinomi_read_flow_line_widest(
    const uint8_t *p, size_t limit, hinomi_flow_line *line) {
    if (limit < 64) return 0;
    __m512i first = _mm512_loadu_si512(p), second = _mm512_loadu_si512(p + 64);
    // Blanks, dots of the addresses, and the end: 20 of them.
    const __m512i blank = _mm512_set1_epi8(0x20), dot = _mm512_set1_epi8('.');
    uint64_t marks = _mm512_cmple_epu8_mask(first, blank) | _mm512_cmpeq_epi8_mask(first, dot);
    uint64_t rest = _mm512_cmple_epu8_mask(second, blank) | _mm512_cmpeq_epi8_mask(second, dot);
    uint32_t count = (uint32_t)__builtin_popcountll(marks);
    if (count > 15 || count < 6 || count + (uint32_t)__builtin_popcountll(rest) < 20) return 0;
    // Where the line ends, which the next one waits for.
    uint32_t end = 64 + (uint32_t)__builtin_ctzll(_pdep_u64(1ull << (19 - count), rest));
    if (end >= limit) return 0;
    // The places of the marks side by side: those of the second half behind those of the first.
    const __m512i places = _mm512_set_epi8(
        63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34,
        33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2,
        1, 0);
    __m512i lower = _mm512_maskz_compress_epi8(marks, places);
    __m512i upper = _mm512_maskz_compress_epi8(rest, _mm512_or_si512(places, _mm512_set1_epi8(64)));
    __m512i at = _mm512_mask_permutexvar_epi8(
        lower, ~0ull << count, _mm512_sub_epi8(places, _mm512_set1_epi8((char)count)), upper);
    // What they are.
    uint64_t bad = _mm512_mask_cmpneq_epi8_mask(0xFFFFF, _mm512_permutex2var_epi8(first, at, second),
        _mm512_loadu_si512(hinomi_marks_expected));

    // Octets, protocol, begins of times.
    __m512i ends = _mm512_permutexvar_epi8(_mm512_loadu_si512(hinomi_small_ends), at);
    __m512i begins = _mm512_permutexvar_epi8(_mm512_loadu_si512(hinomi_small_begins), at);
    __m512i from = _mm512_sub_epi8(ends, _mm512_loadu_si512(hinomi_small_back));
    uint64_t digits = _mm512_mask_cmpgt_epu8_mask(0xFFFFFFFFFFFull, from, begins);
    __m512i text = _mm512_maskz_sub_epi8(digits, _mm512_permutex2var_epi8(first, from, second), _mm512_set1_epi8('0'));
    bad |= _mm512_cmpgt_epu8_mask(text, _mm512_set1_epi8(9));
    // One to three digits, and of the times, which have ten for a long time to come, two.
    bad |= (digits & 0xCC888888888ull) ^ 0xCC888888888ull;
    bad |= digits & 0x33111111111ull;
    // A leading zero of an octet might mean octal.
    bad |= digits & ~(digits << 1) & _mm512_cmpeq_epi8_mask(text, _mm512_setzero_si512()) & 0x77777777ull;
    __m512i small = _mm512_madd_epi16(
        _mm512_maddubs_epi16(text, _mm512_set1_epi16(10 | 1 << 8)), _mm512_set1_epi32(100 | 1 << 16));
    bad |= _mm512_cmpgt_epu32_mask(small, _mm512_set1_epi32(255));
    __m128i octets = _mm512_cvtepi32_epi8(small);
    uint64_t addresses = (uint64_t)_mm_cvtsi128_si64(octets);
    uint32_t others = (uint32_t)_mm_extract_epi32(octets, 2);
    bad |= (others >> 8 ^ others >> 16) & 0xFF;

    // Ports, packets, bytes, ends of times.
    ends = _mm512_permutexvar_epi8(_mm512_loadu_si512(hinomi_large_ends), at);
    begins = _mm512_permutexvar_epi8(_mm512_loadu_si512(hinomi_large_begins), at);
    from = _mm512_sub_epi8(ends, _mm512_set1_epi64(0x0102030405060708));
    digits = _mm512_mask_cmpgt_epu8_mask(0xFFFFFFFFFFFFull, from, begins);
    text = _mm512_maskz_sub_epi8(digits, _mm512_permutex2var_epi8(first, from, second), _mm512_set1_epi8('0'));
    bad |= _mm512_cmpgt_epu8_mask(text, _mm512_set1_epi8(9));
    // One digit at least, and no more than there is room for.
    bad |= (digits & 0x808080808080ull) ^ 0x808080808080ull;
    bad |= _mm512_mask_cmpgt_epu8_mask(0xFFFFFFFF, _mm512_sub_epi8(ends, _mm512_set1_epi8(9)), begins);
    __m512i quads = _mm512_madd_epi16(
        _mm512_maddubs_epi16(text, _mm512_set1_epi16(10 | 1 << 8)), _mm512_set1_epi32(100 | 1 << 16));
    uint32_t numbers[8];
    _mm256_storeu_si256(
        (__m256i *)numbers, _mm256_madd_epi16(_mm512_cvtepi32_epi16(quads), _mm256_set1_epi32(10000 | 1 << 16)));

    uint8_t marked[32];
    _mm256_storeu_si256((__m256i *)marked, _mm512_castsi512_si256(at));
    uint8_t verdict = p[marked[17] + 1];
    bad |= (uint32_t)(verdict != 'A') & (uint32_t)(verdict != 'R');
    bad |= (uint32_t)(p[marked[18] + 1] ^ 'O') | (uint32_t)((uint8_t)(p[0] - '0') > 9);
    bad |= (numbers[0] | numbers[1]) >> 16;
    uint64_t high = (uint64_t)(others >> 8 & 0xFF) * 100000000;
    line->source = __builtin_bswap32((uint32_t)addresses);
    line->destination = __builtin_bswap32((uint32_t)(addresses >> 32));
    line->source_port = (uint16_t)numbers[0];
    line->destination_port = (uint16_t)numbers[1];
    line->protocol = (uint8_t)others;
    line->packets = numbers[2];
    line->bytes = numbers[3];
    line->start = high + numbers[4];
    line->end = high + numbers[5];
    line->is_rejected = verdict == 'R';
    line->account_at = (uint16_t)(marked[0] + 1);
    line->account_size = (uint16_t)(marked[1] - marked[0] - 1);
    line->interface_at = (uint16_t)(marked[1] + 1);
    line->interface_size = (uint16_t)(marked[2] - marked[1] - 1);
    line->length = (uint16_t)end;
    return bad == 0 && line->account_size > 0 && line->interface_size > 1;
}

#endif
#endif
