/* What does not depend on the vector width, and the choice of the width. */

#include "kernel.h"

#include <string.h>

#ifdef BACKLIT_X86
#include <cpuid.h>
#endif

#define DECLARE(width)                                                                      \
    extern "C" int32_t backlit_train_steps_##width(                                         \
        backlit_trainer *, const backlit_examples *, const int64_t *, int64_t, int32_t,     \
        const double *, double, double *, double *);                                        \
    extern "C" int32_t backlit_predict_##width(backlit_trainer *, const backlit_examples *, \
                                               int64_t, double *, int64_t *);
DECLARE(4)
#ifdef BACKLIT_X86
DECLARE(8)
DECLARE(16)
#endif

static int64_t padded(int64_t n) {
    return (n + BACKLIT_LANES - 1) / BACKLIT_LANES * BACKLIT_LANES;
}

int64_t backlit_parameters_size(const int32_t *sizes, int32_t n_layers) {
    int64_t size = 0;
    for (int32_t l = 0; l < n_layers; l++) size += ((int64_t)sizes[l] + 1) * padded(sizes[l + 1]);
    return size;
}

int64_t backlit_scratch_size(const int32_t *sizes, int32_t n_layers, int32_t batch) {
    int64_t size = 0;
    for (int32_t l = 0; l < n_layers; l++) {
        size += 3 * (int64_t)batch * padded(sizes[l + 1]);
        if (l) size += (int64_t)sizes[l + 1] * padded(sizes[l]);
    }
    return size;
}

void backlit_pack_sparse(const uint8_t *pixels, int64_t n, int32_t n_in, int64_t *row_offsets,
                         uint16_t *indices, uint8_t *values) {
    int64_t at = 0;
    for (int64_t e = 0; e < n; e++) {
        row_offsets[e] = at;
        const uint8_t *row = pixels + e * n_in;
        for (int32_t k = 0; k < n_in;) {
            uint64_t eight; /* zeros come in long runs: eight are skipped at once */
            if (k + 8 <= n_in && (memcpy(&eight, row + k, 8), !eight)) {
                k += 8;
                continue;
            }
            /* Written in any case and kept if nonzero: no branch that could be mispredicted. */
            for (const int32_t stop = k + 8 < n_in ? k + 8 : n_in; k < stop; k++) {
                indices[at] = (uint16_t)k;
                values[at] = row[k];
                at += row[k] != 0;
            }
        }
    }
    row_offsets[n] = at;
}

/* The processor must have the instructions, and the system must save wide registers when it switches
   between programs. Not every compiler has a function of its own for this. */
int32_t backlit_max_vector_width(void) {
#ifdef BACKLIT_X86
    unsigned a, b, c, d, saved, high;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_OSXSAVE)) return 4;
    __asm__("xgetbv" : "=a"(saved), "=d"(high) : "c"(0));
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return 4;
    if ((b & bit_AVX512F) && (saved & 0xe6) == 0xe6) return 16;
    if ((b & bit_AVX2) && (saved & 0x06) == 0x06) return 8;
#endif
    return 4;
}

/* Call the kernel of this width. */
#ifdef BACKLIT_X86
#define CALL(name, ...)                                                  \
    if (width > backlit_max_vector_width()) return -1;                   \
    return width == 4    ? name##_4(__VA_ARGS__)                         \
           : width == 8  ? name##_8(__VA_ARGS__)                         \
           : width == 16 ? name##_16(__VA_ARGS__)                        \
                         : -1
#else
#define CALL(name, ...) return width == 4 ? name##_4(__VA_ARGS__) : -1
#endif

int32_t backlit_train_steps(int32_t width, backlit_trainer *trainer,
                            const backlit_examples *examples, const int64_t *order,
                            int64_t n_order, int32_t batch_size, const double *learning_rates,
                            double l2, double *costs, double *gradient_norm) {
    CALL(backlit_train_steps, trainer, examples, order, n_order, batch_size, learning_rates, l2,
         costs, gradient_norm);
}

int32_t backlit_predict(int32_t width, backlit_trainer *trainer, const backlit_examples *examples,
                        int64_t n, double *costs, int64_t *predicted) {
    CALL(backlit_predict, trainer, examples, n, costs, predicted);
}
