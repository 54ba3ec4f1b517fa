/* The activations, their derivatives and the cross-entropy, as core/activations.py and core/cost.py
   say. */
#pragma once

#include <math.h>

#include "block.h"
#include "kernel.h"

namespace {

#define REPEAT_16(x) x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x

/* 1 in the lanes of neurons, 0 in the padding. */
INLINE block lane_mask(int n, int at) {
    static const float mask[2 * LANES] = {REPEAT_16(1.0f), REPEAT_16(0.0f)};
    return load_unaligned(mask + (n - at < LANES ? LANES - (n - at) : 0));
}

/* The target outputs: 1 in the lane of the label, 0 elsewhere. */
INLINE block one_hot(int label, int at) {
    static const float peak[2 * LANES + 1] = {REPEAT_16(0.0f), 1.0f, REPEAT_16(0.0f)};
    const int lane = label - at;
    return lane < 0 || lane >= LANES ? block{} : load_unaligned(peak + LANES - lane);
}

void softmax(float *a, int n, int width) {
    block top = broadcast(-INFINITY);
    for (int at = 0; at < width; at += LANES) {
        const block mask = lane_mask(n, at);
        block z;
        const block zs = load(a + at);
        FOR_PARTS z.v[p] = select(mask.v[p] > vec{}, zs.v[p], -INFINITY - vec{});
        top = maximum(top, z);
    }
    const block shift = broadcast(reduce_max(top));
    float total = 0;
    for (int at = 0; at < width; at += LANES) {
        const block e = exp_of_negative(load(a + at) - shift) * lane_mask(n, at);
        store(a + at, e);
        total += reduce_add(e);
    }
    for (int at = 0; at < width; at += LANES) store(a + at, load(a + at) / broadcast(total));
}

/* Replace weighted sums by activations, in place. */
INLINE void activate(int activation, float *a, int n, int width) {
    if (activation == SOFTMAX) return softmax(a, n, width);
    for (int at = 0; at < width; at += LANES) {
        const block z = load(a + at), one = broadcast(1.0f);
        switch (activation) {
            case SIGMOID: {
                const block t = exp_of_negative(block{} - absolute(z));
                block top;
                FOR_PARTS top.v[p] = select(z.v[p] >= vec{}, one.v[p], t.v[p]);
                store(a + at, top / (one + t));
                break;
            }
            case TANH: {
                const block t = exp_of_negative(broadcast(-2.0f) * absolute(z));
                block out = (one - t) / (one + t);
                FOR_PARTS out.v[p] = select(z.v[p] >= vec{}, out.v[p], -out.v[p]);
                store(a + at, out);
                break;
            }
            case RELU: {
                block out;
                FOR_PARTS out.v[p] = select(z.v[p] < vec{}, vec{}, z.v[p]); /* NaN stays NaN */
                store(a + at, out);
                break;
            }
            default:
                break;
        }
    }
}

/* Replace dC/da by dC/dz, in place; the derivative is computed from the activation. */
INLINE void activation_backward(int activation, const float *a, float *delta, int width) {
    float mean = 0;
    if (activation == SOFTMAX)
        for (int at = 0; at < width; at += LANES)
            mean += reduce_add(load(a + at) * load(delta + at));
    for (int at = 0; at < width; at += LANES) {
        const block x = load(a + at), d = load(delta + at), one = broadcast(1.0f);
        switch (activation) {
            case SIGMOID: store(delta + at, d * (x * (one - x))); break;
            case TANH: store(delta + at, d * (one - x * x)); break;
            case RELU: store(delta + at, d * is_positive(x)); break;
            case SOFTMAX: store(delta + at, x * (d - broadcast(mean))); break;
            default: break;
        }
    }
}

/* The cross-entropy of one example, from z: see core/cost.py. */
double cross_entropy(int activation, const float *z, int n, int label) {
    double total = 0;
    if (activation == SOFTMAX) {
        double top = z[0];
        for (int j = 1; j < n; j++) top = z[j] > top ? z[j] : top;
        for (int j = 0; j < n; j++) total += exp(z[j] - top);
        return log(total) + top - z[label];
    }
    for (int j = 0; j < n; j++)
        total += (z[j] > 0 ? z[j] : 0) - (j == label ? z[j] : 0) + log1p(exp(-fabs((double)z[j])));
    return z[0] == z[0] ? total : NAN;
}

}  // namespace
