/* The activations, their slopes and the cross-entropy, as core/activations.py and core/cost.py say. */
#pragma once

#include <math.h>

#include "block.h"
#include "kernel.h"

namespace {

#define SIXTEEN(x) x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x

/* What is 1 in the lanes of neurons and 0 in the padding. */
INLINE block present(int n, int at) {
    static const float steps[2 * LANES] = {SIXTEEN(1.0f), SIXTEEN(0.0f)};
    return load_anywhere(steps + (n - at < LANES ? LANES - (n - at) : 0));
}

/* The desired outputs: 1 in the lane of the right class, 0 elsewhere. */
INLINE block desired(int label, int at) {
    static const float peak[2 * LANES + 1] = {SIXTEEN(0.0f), 1.0f, SIXTEEN(0.0f)};
    const int lane = label - at;
    return lane < 0 || lane >= LANES ? block{} : load_anywhere(peak + LANES - lane);
}

void softmax(float *a, int n, int width) {
    block top = all(-INFINITY);
    for (int at = 0; at < width; at += LANES) {
        const block is = present(n, at);
        block z;
        const block zs = load(a + at);
        EACH z.v[p] = choose(is.v[p] > vec{}, zs.v[p], -INFINITY - vec{});
        top = larger(top, z);
    }
    const block shift = all(largest(top));
    float total = 0;
    for (int at = 0; at < width; at += LANES) {
        const block e = exp_of_negative(load(a + at) - shift) * present(n, at);
        store(a + at, e);
        total += sum(e);
    }
    for (int at = 0; at < width; at += LANES) store(a + at, load(a + at) / all(total));
}

/* Turn weighted sums into activations where they lie. */
INLINE void activate(int activation, float *a, int n, int width) {
    if (activation == SOFTMAX) return softmax(a, n, width);
    for (int at = 0; at < width; at += LANES) {
        const block z = load(a + at), one = all(1.0f);
        switch (activation) {
            case SIGMOID: {
                const block t = exp_of_negative(block{} - absolute(z));
                block top;
                EACH top.v[p] = choose(z.v[p] >= vec{}, one.v[p], t.v[p]);
                store(a + at, top / (one + t));
                break;
            }
            case TANH: {
                const block t = exp_of_negative(all(-2.0f) * absolute(z));
                block out = (one - t) / (one + t);
                EACH out.v[p] = choose(z.v[p] >= vec{}, out.v[p], -out.v[p]);
                store(a + at, out);
                break;
            }
            case RELU: {
                block out;
                EACH out.v[p] = choose(z.v[p] < vec{}, vec{}, z.v[p]); /* NaN stays NaN */
                store(a + at, out);
                break;
            }
            default:
                break;
        }
    }
}

/* Turn dC/da into dC/dz where it lies, from the activation itself. */
INLINE void times_slope(int activation, const float *a, float *delta, int width) {
    float mean = 0;
    if (activation == SOFTMAX)
        for (int at = 0; at < width; at += LANES) mean += sum(load(a + at) * load(delta + at));
    for (int at = 0; at < width; at += LANES) {
        const block x = load(a + at), d = load(delta + at), one = all(1.0f);
        switch (activation) {
            case SIGMOID: store(delta + at, d * (x * (one - x))); break;
            case TANH: store(delta + at, d * (one - x * x)); break;
            case RELU: store(delta + at, d * is_positive(x)); break;
            case SOFTMAX: store(delta + at, x * (d - all(mean))); break;
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
