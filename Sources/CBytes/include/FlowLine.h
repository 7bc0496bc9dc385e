// SPDX-License-Identifier: Apache-2.0
// Reads lines of the default format of VPC flow logs, version 2, each in one straight piece.
#ifndef HINOMI_FLOW_LINE_H
#define HINOMI_FLOW_LINE_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#if defined(__clang__)
#define HINOMI_UNROLL _Pragma("clang loop unroll(full)")
#else
#define HINOMI_UNROLL
#endif

typedef struct {
    uint64_t packets, bytes, start, end;
    uint32_t source, destination;
    uint16_t source_port, destination_port;
    uint8_t protocol, is_rejected;
    // Where account and interface lie in the line, and how long the line is without its newline.
    uint16_t account_at, account_size, interface_at, interface_size, length;
} hinomi_flow_line;

#if defined(__SSE2__)

// For 0 to 8, a mask that keeps the last that many of 8 bytes.
static const uint64_t hinomi_last_bytes[9] = {
    0, 0xFFull << 56, 0xFFFFull << 48, 0xFFFFFFull << 40, 0xFFFFFFFFull << 32, 0xFFFFFFFFFFull << 24,
    0xFFFFFFFFFFFFull << 16, 0xFFFFFFFFFFFFFFull << 8, ~0ull};

// Two texts of up to eight digits, which end at `a` and `b`: digits as bytes, the missing ones zero. What is no digit is
// seen in `wrong`.
static inline __attribute__((always_inline)) __m128i hinomi_two_numbers(
    const uint8_t *a, uint32_t a_size, const uint8_t *b, uint32_t b_size, __m128i *wrong) {
    __m128i text = _mm_castps_si128(_mm_loadh_pi(
        _mm_castsi128_ps(_mm_loadl_epi64((const __m128i *)(a - 8))), (const __m64 *)(b - 8)));
    __m128i mask = _mm_castps_si128(_mm_loadh_pi(
        _mm_castsi128_ps(_mm_loadl_epi64((const __m128i *)&hinomi_last_bytes[a_size])),
        (const __m64 *)&hinomi_last_bytes[b_size]));
    __m128i digits = _mm_and_si128(_mm_xor_si128(text, _mm_set1_epi8('0')), mask);
    *wrong = _mm_or_si128(*wrong, _mm_subs_epu8(digits, _mm_set1_epi8(9)));
    // Ten times the first of each pair of bytes and the second, then pairs of pairs.
    __m128i pairs = _mm_add_epi16(
        _mm_mullo_epi16(_mm_and_si128(digits, _mm_set1_epi16(0xFF)), _mm_set1_epi16(10)), _mm_srli_epi16(digits, 8));
    return _mm_madd_epi16(pairs, _mm_set1_epi32(100 | 1 << 16));
}

// Four numbers of up to eight digits from two pairs.
static inline __attribute__((always_inline)) __m128i hinomi_four_numbers(__m128i first, __m128i second) {
    return _mm_madd_epi16(_mm_packs_epi32(first, second), _mm_set1_epi32(10000 | 1 << 16));
}

// For 0 to 3, a mask that keeps the last that many of 4 bytes, and the least octet of so many digits: a leading zero might
// mean octal.
static const uint32_t hinomi_octet_sizes[4][2] = {
    {0, 0}, {0xFFu << 24, 0}, {0xFFFFu << 16, 10}, {0xFFFFFFu << 8, 100}};

// Four octets of one to three digits, which end at p + ends[0] … p + ends[3]; the first begins at p + begin.
static inline __attribute__((always_inline)) uint32_t hinomi_four_octets(
    const uint8_t *p, const uint32_t *ends, uint32_t begin, __m128i *wrong, uint32_t *bad) {
    uint32_t text[4];
    __m128i sizes[4];
    HINOMI_UNROLL
    for (int i = 0; i < 4; i++) {
        uint32_t size = ends[i] - (i ? ends[i - 1] + 1 : begin);
        *bad |= size - 1 > 2;
        memcpy(&text[i], p + ends[i] - 4, 4);
        sizes[i] = _mm_loadl_epi64((const __m128i *)hinomi_octet_sizes[size & 3]);
    }
    __m128i low = _mm_unpacklo_epi32(sizes[0], sizes[1]), high = _mm_unpacklo_epi32(sizes[2], sizes[3]);
    __m128i digits = _mm_and_si128(
        _mm_xor_si128(
            _mm_setr_epi32((int)text[0], (int)text[1], (int)text[2], (int)text[3]), _mm_set1_epi8('0')),
        _mm_unpacklo_epi64(low, high));
    *wrong = _mm_or_si128(*wrong, _mm_subs_epu8(digits, _mm_set1_epi8(9)));
    __m128i pairs = _mm_add_epi16(
        _mm_mullo_epi16(_mm_and_si128(digits, _mm_set1_epi16(0xFF)), _mm_set1_epi16(10)), _mm_srli_epi16(digits, 8));
    __m128i octets = _mm_madd_epi16(pairs, _mm_set1_epi32(100 | 1 << 16));
    *wrong = _mm_or_si128(*wrong, _mm_cmpgt_epi32(_mm_unpackhi_epi64(low, high), octets));
    __m128i words = _mm_packs_epi32(octets, octets);
    *wrong = _mm_or_si128(*wrong, _mm_subs_epu16(words, _mm_set1_epi16(255)));
    return __builtin_bswap32((uint32_t)_mm_cvtsi128_si32(_mm_packus_epi16(words, words)));
}

// Reads the line that begins at `p` and whose newline lies within `limit` bytes and 128. Returns whether it is such a line,
// with IPv4 addresses, single blanks and nothing missing; else somebody more patient has to look at it. Reads up to 64
// bytes behind the limit, whatever they are.
static inline __attribute__((always_inline)) int hinomi_read_flow_line(
    const uint8_t *p, size_t limit, hinomi_flow_line *line) {
    // Blanks, dots of the addresses, and the end: 20 of them.
    if (limit < 64) return 0;
    uint64_t marks[2];
    HINOMI_UNROLL
    for (int block = 0; block < 2; block++) {
        marks[block] = 0;
        HINOMI_UNROLL
        for (int i = 0; i < 4; i++) {
            __m128i v = _mm_loadu_si128((const __m128i *)(p + 64 * block + 16 * i));
            __m128i l = _mm_set1_epi8(0x20);
            __m128i hits = _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(v, l), v), _mm_cmpeq_epi8(v, _mm_set1_epi8('.')));
            marks[block] |= (uint64_t)(uint32_t)_mm_movemask_epi8(hits) << (16 * i);
        }
    }
    // A fixed number of steps for each block, whatever is in it: where a line crosses the blocks cannot be foreseen.
    uint32_t at[32];
    uint32_t count = (uint32_t)__builtin_popcountll(marks[0]);
    if (count > 15 || count < 6) return 0;
    HINOMI_UNROLL
    for (int i = 0; i < 15; i++) {
        at[i] = (uint32_t)__builtin_ctzll(marks[0] | 1ull << 63);
        marks[0] &= marks[0] - 1;
    }
    HINOMI_UNROLL
    for (int i = 0; i < 14; i++) {
        at[count + (uint32_t)i] = 64 + (uint32_t)__builtin_ctzll(marks[1] | 1ull << 63);
        marks[1] &= marks[1] - 1;
    }
    if (at[19] >= limit) return 0;
    uint32_t bad = (uint32_t)(p[at[19]] ^ '\n');
    HINOMI_UNROLL
    for (int i = 0; i < 19; i++) bad |= (uint32_t)(p[at[i]] ^ ((i >= 3 && i <= 5) || (i >= 7 && i <= 9) ? '.' : ' '));
    __m128i wrong = _mm_setzero_si128();
    uint32_t size[20];
    HINOMI_UNROLL
    for (int i = 11; i < 19; i++) size[i] = at[i] - at[i - 1] - 1;
    // Ports, protocol, packets and bytes; times have ten digits for a long time to come.
    HINOMI_UNROLL
    for (int i = 11; i < 16; i++) bad |= size[i] - 1 > 7;
    if (bad | (size[16] ^ 10) | (size[17] ^ 10)) return 0;
    line->source = hinomi_four_octets(p, at + 3, at[2] + 1, &wrong, &bad);
    line->destination = hinomi_four_octets(p, at + 7, at[6] + 1, &wrong, &bad);
    // Eight numbers at once: the times in two parts, of which the first is the same for both or seldom looked at.
    const uint8_t *from = p + at[16], *to = p + at[17];
    bad |= (uint32_t)((from[-10] ^ to[-10]) | (from[-9] ^ to[-9]));
    uint32_t numbers[8];
    _mm_storeu_si128((__m128i *)numbers, hinomi_four_numbers(
        hinomi_two_numbers(p + at[11], size[11], p + at[12], size[12], &wrong),
        hinomi_two_numbers(p + at[13], size[13], p + at[14], size[14], &wrong)));
    _mm_storeu_si128((__m128i *)(numbers + 4), hinomi_four_numbers(
        hinomi_two_numbers(p + at[15], size[15], from - 8, 2, &wrong), hinomi_two_numbers(from, 8, to, 8, &wrong)));
    uint8_t verdict = to[1];
    bad |= (uint32_t)(verdict != 'A') & (uint32_t)(verdict != 'R');
    bad |= (uint32_t)(p[at[18] + 1] ^ 'O') | (uint32_t)((uint8_t)(p[0] - '0') > 9);
    bad |= (numbers[0] | numbers[1]) >> 16 | numbers[2] >> 8;
    bad |= (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(wrong, _mm_setzero_si128())) ^ 0xFFFF;
    uint64_t high = (uint64_t)numbers[5] * 100000000;
    line->source_port = (uint16_t)numbers[0];
    line->destination_port = (uint16_t)numbers[1];
    line->protocol = (uint8_t)numbers[2];
    line->packets = numbers[3];
    line->bytes = numbers[4];
    line->start = high + numbers[6];
    line->end = high + numbers[7];
    line->is_rejected = verdict == 'R';
    line->account_at = (uint16_t)(at[0] + 1);
    line->account_size = (uint16_t)(at[1] - at[0] - 1);
    line->interface_at = (uint16_t)(at[1] + 1);
    line->interface_size = (uint16_t)(at[2] - at[1] - 1);
    line->length = (uint16_t)at[19];
    return bad == 0 && line->account_size > 0 && line->interface_size > 1;
}
#endif

// Bytes that this processor best looks at together: 16, 32 or 64; 0 without vector registers.
int hinomi_flow_line_width(void);

// Reads the lines that follow each other from `p`, as long as they are such lines and there is room for them. Returns how many
// those are; each ends one byte, its newline, before the next begins. Reads up to 64 bytes behind the limit. `width` is what
// the processor has, or less. Without vector registers it takes none: the patient reader is as good then.
size_t hinomi_read_flow_lines(const uint8_t *p, size_t limit, hinomi_flow_line *lines, size_t room, int width);

#endif
