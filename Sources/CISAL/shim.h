// SPDX-License-Identifier: Apache-2.0

// ISA-L's inflate behind a small interface: its state struct is tens of kilobytes of tables that Swift need not know.
#ifndef HINOMI_CISAL_H
#define HINOMI_CISAL_H

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <stdint.h>
#include <stdlib.h>

typedef struct hinomi_isal_step {
    size_t consumed;
    size_t produced;
    // 0: goes on, 1: the deflate stream is finished, negative: ISA-L's error code.
    int32_t status;
    // Whole bytes behind the finished stream that were already taken into the bit buffer: lowest byte first.
    int32_t unread_count;
    uint64_t unread;
} hinomi_isal_step;

static inline void *_Nullable hinomi_isal_create(void) {
    struct inflate_state *state = (struct inflate_state *)malloc(sizeof(struct inflate_state));
    if (state) isal_inflate_init(state);
    return state;
}

static inline void hinomi_isal_destroy(void *_Nonnull state) { free(state); }

// Ready for a new raw deflate stream whose CRC-32 is kept. Clears a few words, not the tables.
static inline void hinomi_isal_reset(void *_Nonnull opaque) {
    struct inflate_state *state = (struct inflate_state *)opaque;
    isal_inflate_reset(state);
    state->crc_flag = ISAL_GZIP_NO_HDR;
    state->crc = 0;
    state->avail_in = 0;
    state->avail_out = 0;
}

static inline uint32_t hinomi_isal_crc(const void *_Nonnull opaque) {
    return ((const struct inflate_state *)opaque)->crc;
}

static inline hinomi_isal_step hinomi_isal_inflate(
    void *_Nonnull opaque, const void *_Nonnull in, size_t in_size, void *_Nonnull out, size_t out_size) {
    struct inflate_state *state = (struct inflate_state *)opaque;
    uint32_t in_part = in_size > (1u << 30) ? (1u << 30) : (uint32_t)in_size;
    uint32_t out_part = out_size > (1u << 30) ? (1u << 30) : (uint32_t)out_size;
    state->next_in = (uint8_t *)in;
    state->avail_in = in_part;
    state->next_out = (uint8_t *)out;
    state->avail_out = out_part;
    int status = isal_inflate(state);
    hinomi_isal_step step = {in_part - state->avail_in, out_part - state->avail_out, 0, 0, 0};
    if (status < 0) {
        step.status = status;
    } else if (state->block_state == ISAL_BLOCK_FINISH) {
        step.status = 1;
        if (state->read_in_length >= 8) {
            step.unread_count = state->read_in_length / 8;
            step.unread = state->read_in >> (state->read_in_length % 8);
        }
    }
    return step;
}

static inline uint32_t hinomi_isal_crc32(uint32_t seed, const void *_Nonnull bytes, size_t count) {
    return crc32_gzip_refl(seed, (const unsigned char *)bytes, count);
}

#endif
