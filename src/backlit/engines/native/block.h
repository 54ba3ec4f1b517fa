/* Sixteen floats, as one, two or four vectors of the width that this file is compiled for.

   Every operation is done lane by lane, with no fused multiply-add and nothing reordered, so the
   result does not depend on the width of the vectors. */
#pragma once

#include <stdint.h>
#include <string.h>

#ifndef BACKLIT_WIDTH
#error "compile with -DBACKLIT_WIDTH=16, 8 or 4"
#endif

namespace {

typedef float vec __attribute__((vector_size(BACKLIT_WIDTH * 4)));
typedef float quad __attribute__((vector_size(16)));
typedef float oct __attribute__((vector_size(32)));
typedef int32_t ivec __attribute__((vector_size(BACKLIT_WIDTH * 4)));

constexpr int LANES = 16;
constexpr int PARTS = LANES / BACKLIT_WIDTH;

#define FOR_PARTS for (int p = 0; p < PARTS; p++)
#define INLINE inline __attribute__((always_inline))

struct block {
    vec v[PARTS];
};

INLINE block load(const float *from) {
    block out;
    memcpy(&out, __builtin_assume_aligned(from, 64), sizeof out);
    return out;
}

INLINE void store(float *to, block x) {
    memcpy(__builtin_assume_aligned(to, 64), &x, sizeof x);
}

/* From any address, not only a multiple of 64 bytes. */
INLINE block load_unaligned(const float *from) {
    block out;
    memcpy(&out, from, sizeof out);
    return out;
}

INLINE block broadcast(float x) {
    block out;
    FOR_PARTS out.v[p] = x - vec{};
    return out;
}

INLINE block operator+(block x, block y) {
    FOR_PARTS x.v[p] += y.v[p];
    return x;
}
INLINE block operator-(block x, block y) {
    FOR_PARTS x.v[p] -= y.v[p];
    return x;
}
INLINE block operator*(block x, block y) {
    FOR_PARTS x.v[p] *= y.v[p];
    return x;
}
INLINE block operator/(block x, block y) {
    FOR_PARTS x.v[p] /= y.v[p];
    return x;
}

/* x where the mask is set, else y. */
INLINE vec select(ivec mask, vec x, vec y) {
    return (vec)((mask & (ivec)x) | (~mask & (ivec)y));
}

INLINE block maximum(block x, block y) {
    FOR_PARTS x.v[p] = select(x.v[p] > y.v[p], x.v[p], y.v[p]);
    return x;
}

/* 1 where x is above 0, else 0. */
INLINE block is_positive(block x) {
    FOR_PARTS x.v[p] = select(x.v[p] > vec{}, 1.0f - vec{}, vec{});
    return x;
}

INLINE block absolute(block x) {
    FOR_PARTS x.v[p] = (vec)((ivec)x.v[p] & 0x7fffffff);
    return x;
}

/* e^x for x <= 0, to a unit or two of rounding; 0 below the smallest normal number.

   x = n ln 2 + r with |r| <= ln 2 / 2, e^r by its Taylor polynomial of degree 7 (whose remainder is
   below a tenth of a unit), times 2^n by adding n to the exponent. ln 2 is taken off in two pieces,
   the first short enough that n times it is exact. */
INLINE block exp_of_negative(block x) {
    block out;
    FOR_PARTS {
        vec t = select(x.v[p] < -87.0f, -87.0f - vec{}, x.v[p]);
        const vec shift = 12582912.0f - vec{}; /* 1.5 * 2^23: adding it rounds to a whole number */
        vec n = (t * 1.44269504f + shift) - shift;
        vec r = (t - n * 0.693359375f) - n * -2.12194440e-4f;
        vec e = r * (1.0f / 5040) + (1.0f / 720);
        e = e * r + (1.0f / 120);
        e = e * r + (1.0f / 24);
        e = e * r + (1.0f / 6);
        e = e * r + 0.5f;
        e = e * r + 1.0f;
        e = e * r + 1.0f;
        ivec whole = __builtin_convertvector(n, ivec);
        e = (vec)((ivec)e + (whole << 23));
        /* NaN must stay NaN, so that divergence is noticed. */
        e = select(x.v[p] < -87.0f, vec{}, e);
        out.v[p] = select(x.v[p] == x.v[p], e, x.v[p]);
    }
    return out;
}

/* The sum over the lanes, always in the same order: halves are added until one lane is left. */
INLINE float reduce_add(block x) {
    for (int half = PARTS / 2; half; half /= 2)
        for (int p = 0; p < half; p++) x.v[p] += x.v[p + half];
    const vec v = x.v[0];
#if BACKLIT_WIDTH == 16
    const oct halves = __builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7) +
                       __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15);
#elif BACKLIT_WIDTH == 8
    const oct halves = v;
#endif
#if BACKLIT_WIDTH >= 8
    const quad four = __builtin_shufflevector(halves, halves, 0, 1, 2, 3) +
                      __builtin_shufflevector(halves, halves, 4, 5, 6, 7);
#else
    const quad four = v;
#endif
    return (four[0] + four[2]) + (four[1] + four[3]);
}

INLINE float reduce_max(block x) {
    float lanes[LANES];
    memcpy(lanes, &x, sizeof lanes);
    for (int i = 1; i < LANES; i++)
        if (lanes[i] > lanes[0]) lanes[0] = lanes[i];
    return lanes[0];
}

}  // namespace
