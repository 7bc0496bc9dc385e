// SPDX-License-Identifier: Apache-2.0
// Where results of measured work go: the compiler cannot see what becomes of them, so it has to make them.
#ifndef HINOMI_BENCHMARKS_CSINK_H
#define HINOMI_BENCHMARKS_CSINK_H

#include <stdint.h>

void benchmark_sink(uint64_t value);

// Bytes of memory that are handed out now.
int64_t benchmark_allocated_bytes(void);

// CPU seconds of the process so far.
double benchmark_cpu_seconds(void);

#endif
