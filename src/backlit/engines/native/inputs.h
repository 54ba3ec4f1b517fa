/* The two operations of a layer on its inputs: z = W x + b, and adding an outer product to W.

   Inputs are dense or sparse; W is stored transposed, a row of neurons for each input. */
#pragma once

#include "block.h"

namespace {

/* The inputs of a layer for one example: all of them, or only the nonzero ones. */
struct Dense {
    const float *values;
    int count;
    INLINE int index(int k) const { return k; }
    INLINE float value(int k) const { return values[k]; }
};
struct Sparse {
    const uint8_t *values;
    int count;
    const uint16_t *indices;
    const float *pixel_lut; /* float of each byte: a lookup is faster than loading four bytes */
    INLINE int index(int k) const { return indices[k]; }
    INLINE float value(int k) const { return pixel_lut[values[k]]; }
};

/* z = b + sum over k of x_k W_k, for `G` blocks of neurons at once. With fewer blocks there are more
   chains of additions, since one addition must wait for the one before it. */
template <int G, class Input>
INLINE void affine_blocks(const Input &in, const float *W, int width, const float *b, float *z) {
    constexpr int CHAINS = 4 / G;
    block sums[CHAINS][G];
    for (int c = 0; c < CHAINS; c++)
        for (int g = 0; g < G; g++) sums[c][g] = c || !b ? block{} : load(b + g * LANES);
    int k = 0;
    for (; k + CHAINS <= in.count; k += CHAINS)
        for (int c = 0; c < CHAINS; c++) {
            const float *row = W + (int64_t)in.index(k + c) * width;
            const block x = broadcast(in.value(k + c));
            for (int g = 0; g < G; g++) sums[c][g] = sums[c][g] + x * load(row + g * LANES);
        }
    for (; k < in.count; k++) {
        const float *row = W + (int64_t)in.index(k) * width;
        const block x = broadcast(in.value(k));
        for (int g = 0; g < G; g++) sums[0][g] = sums[0][g] + x * load(row + g * LANES);
    }
    for (int half = CHAINS / 2; half; half /= 2)
        for (int c = 0; c < half; c++)
            for (int g = 0; g < G; g++) sums[c][g] = sums[c][g] + sums[c + half][g];
    for (int g = 0; g < G; g++) store(z + g * LANES, sums[0][g]);
}

template <class Input>
INLINE void affine(const Input &in, const float *W, int width, const float *b, float *z) {
    /* A width known to the compiler turns the multiplication of each index into a shift. */
    if (width == LANES) return affine_blocks<1>(in, W, LANES, b, z);
    int at = 0;
    for (; at + 4 * LANES <= width; at += 4 * LANES)
        affine_blocks<4>(in, W + at, width, b ? b + at : b, z + at);
    for (; at + 2 * LANES <= width; at += 2 * LANES)
        affine_blocks<2>(in, W + at, width, b ? b + at : b, z + at);
    for (; at < width; at += LANES)
        affine_blocks<1>(in, W + at, width, b ? b + at : b, z + at);
}

/* W_k += x_k d for every input k: the outer product of one example's inputs and deltas. */
template <int G, class Input>
INLINE void add_outer_product_blocks(const Input &in, float *W, int width, const float *d) {
    block change[G];
    for (int g = 0; g < G; g++) change[g] = load(d + g * LANES);
    for (int k = 0; k < in.count; k++) {
        float *row = W + (int64_t)in.index(k) * width;
        const block x = broadcast(in.value(k));
        for (int g = 0; g < G; g++)
            store(row + g * LANES, load(row + g * LANES) + x * change[g]);
    }
}

template <class Input>
INLINE void add_outer_product(const Input &in, float *W, int width, const float *d) {
    if (width == LANES) return add_outer_product_blocks<1>(in, W, LANES, d);
    int at = 0;
    for (; at + 4 * LANES <= width; at += 4 * LANES)
        add_outer_product_blocks<4>(in, W + at, width, d + at);
    for (; at + 2 * LANES <= width; at += 2 * LANES)
        add_outer_product_blocks<2>(in, W + at, width, d + at);
    for (; at < width; at += LANES) add_outer_product_blocks<1>(in, W + at, width, d + at);
}

/* The same for several examples at once: each row of W is loaded and stored once. `x` and `d` have
   rows of `x_width` and `width` floats, one for each example. */
INLINE void add_outer_products(const float *x, int x_width, int n_in, const float *d, int n,
                               float *W, int width) {
    for (int at = 0; at < width; at += LANES)
        for (int k = 0; k < n_in; k++) {
            float *row = W + (int64_t)k * width + at;
            block w = load(row);
            for (int e = 0; e < n; e++)
                w = w + broadcast(x[(int64_t)e * x_width + k]) * load(d + (int64_t)e * width + at);
            store(row, w);
        }
}

}  // namespace
