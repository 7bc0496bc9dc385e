// SPDX-License-Identifier: Apache-2.0

#include "CSink.h"

#include <malloc.h>
#include <time.h>

static volatile uint64_t sink;

void benchmark_sink(uint64_t value) { sink += value; }

int64_t benchmark_allocated_bytes(void) {
    struct mallinfo2 info = mallinfo2();
    return (int64_t)info.uordblks + (int64_t)info.hblkhd;
}

double benchmark_cpu_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}
