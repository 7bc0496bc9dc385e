// SPDX-License-Identifier: Apache-2.0

#include "CSink.h"

#include <time.h>

static volatile uint64_t sink;

void benchmark_sink(uint64_t value) { sink += value; }

double benchmark_cpu_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}
