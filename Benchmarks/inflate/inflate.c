// SPDX-License-Identifier: Apache-2.0
// Inflates gzip files and does nothing with them: the bound that scans are compared with. ISA-L, streaming, a window of
// 256 KiB for the input and one for the output, both reused. Prints the bytes read and written.
#include <fcntl.h>
#include <isa-l/igzip_lib.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { window = 256 << 10 };
static uint8_t input[window], output[window];
static struct inflate_state state;

int main(void) {
    static char path[4096];
    unsigned long long packed = 0, content = 0, mark = 0;
    while (fgets(path, sizeof path, stdin)) {
        path[strcspn(path, "\n")] = 0;
        int file = open(path, O_RDONLY);
        if (file < 0) return perror(path), 1;
        isal_inflate_init(&state);
        state.crc_flag = ISAL_GZIP;
        int finished = 0;
        for (;;) {
            if (state.avail_in == 0 && !finished) {
                ssize_t count = read(file, input, window);
                if (count <= 0) break;
                packed += (unsigned long long)count;
                state.next_in = input;
                state.avail_in = (uint32_t)count;
            }
            state.next_out = output;
            state.avail_out = window;
            if (isal_inflate(&state) != ISAL_DECOMP_OK) return fprintf(stderr, "%s: damaged\n", path), 1;
            uint32_t made = window - state.avail_out;
            content += made;
            mark += output[made / 2];
            finished = state.block_state == ISAL_BLOCK_FINISH;
            if (finished) break;
        }
        close(file);
    }
    printf("{\"packed\": %llu, \"content\": %llu, \"mark\": %llu}\n", packed, content, mark);
    return 0;
}
