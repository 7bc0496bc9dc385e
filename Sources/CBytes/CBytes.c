// SPDX-License-Identifier: Apache-2.0

#include "CBytes.h"

#include "FlowLineWidest.h"

#if defined(__linux__)
#include <sys/mman.h>
#endif

void hinomi_use_large_pages(void *memory, size_t size) {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    // Whole large pages only; where there are none, small ones do as well. What was there before is on small pages, and is
    // let go of: nobody wants it.
    size_t whole = size & ~(((size_t)2 << 20) - 1);
    madvise(memory, whole, MADV_DONTNEED);
    madvise(memory, whole, MADV_HUGEPAGE);
#endif
}

#if defined(__x86_64__)

typedef int hinomi_line_reader(const uint8_t *p, size_t limit, hinomi_flow_line *line);

static inline __attribute__((always_inline)) size_t read_lines(
    const uint8_t *p, size_t limit, hinomi_flow_line *lines, size_t room, hinomi_line_reader *read) {
    size_t count = 0;
    while (count < room && read(p, limit, lines + count)) {
        size_t used = (size_t)lines[count].length + 1;
        p += used;
        limit -= used;
        count++;
    }
    return count;
}

// The same for processors of the last ten years, which find bits and mix registers in fewer steps.
__attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt"))) static size_t read_lines_wide(
    const uint8_t *p, size_t limit, hinomi_flow_line *lines, size_t room) {
    return read_lines(p, limit, lines, room, hinomi_read_flow_line);
}

__attribute__((target(HINOMI_WIDEST))) static size_t read_lines_widest(
    const uint8_t *p, size_t limit, hinomi_flow_line *lines, size_t room) {
    return read_lines(p, limit, lines, room, hinomi_read_flow_line_widest);
}

int hinomi_flow_line_width(void) {
    // Machines that pretend to be others may have some of it only.
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi") || !__builtin_cpu_supports("bmi2")) return 16;
    int is_widest = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi") &&
        __builtin_cpu_supports("avx512vbmi2");
    return is_widest ? 64 : 32;
}

size_t hinomi_read_flow_lines(const uint8_t *p, size_t limit, hinomi_flow_line *lines, size_t room, int width) {
    if (width == 64) return read_lines_widest(p, limit, lines, room);
    return width == 32 ? read_lines_wide(p, limit, lines, room) : read_lines(p, limit, lines, room, hinomi_read_flow_line);
}

int hinomi_has_wide_bytes = 0;

// Once, before anything runs: asking the processor each time would cost more than it spares.
__attribute__((constructor)) static void find_wide_bytes(void) {
    __builtin_cpu_init();
    hinomi_has_wide_bytes = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw");
}

__attribute__((target("avx512f,avx512bw"))) void hinomi_read_wide_json_block(const uint8_t *p, hinomi_json_block *b) {
    __m512i v = _mm512_loadu_si512(p);
    // { is 0x7B, [ is 0x5B; } is 0x7D, ] is 0x5D: clearing bit 5 folds each pair.
    __m512i f = _mm512_and_si512(v, _mm512_set1_epi8((char)0xDF));
    b->quotes = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('"'));
    b->backslashes = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\\'));
    b->opens = _mm512_cmpeq_epi8_mask(f, _mm512_set1_epi8('['));
    b->closes = _mm512_cmpeq_epi8_mask(f, _mm512_set1_epi8(']'));
    b->controls = _mm512_cmple_epu8_mask(v, _mm512_set1_epi8(0x1F));
}

#else

int hinomi_has_wide_bytes = 0;

void hinomi_read_wide_json_block(const uint8_t *p, hinomi_json_block *b) {}

int hinomi_flow_line_width(void) { return 0; }

size_t hinomi_read_flow_lines(const uint8_t *p, size_t limit, hinomi_flow_line *lines, size_t room, int width) { return 0; }

#endif
