/* The forward pass, the backward pass and the gradient of a mini-batch. */
#pragma once

#include "activations.h"
#include "block.h"
#include "inputs.h"
#include "layers.h"

namespace {

constexpr int TILE_EXAMPLES = BACKLIT_TILE_EXAMPLES;

/* The output layer's activations, cost and delta for one example, from its z in `a`. */
INLINE double output_cost_and_delta(const Layer &out, int cost, int label, float *a, float *delta) {
    double total = 0;
    if (cost == CROSS_ENTROPY) total = cross_entropy(out.activation, a, out.n_out, label);
    activate(out.activation, a, out.n_out, out.width);
    const float scale = cost == SQUARED_ERROR ? 2.0f : 1.0f;
    float squares = 0;
    for (int at = 0; at < out.width; at += LANES) {
        const block d = (load(a + at) - one_hot(label, at)) * lane_mask(out.n_out, at);
        squares += reduce_add(d * d);
        store(delta + at, d * broadcast(scale));
    }
    if (cost == CROSS_ENTROPY) return total;
    activation_backward(out.activation, a, delta, out.width);
    return cost == SQUARED_ERROR ? squares : squares / 2;
}

/* The activations, costs and output deltas of the `n` examples from the `at`-th on, with the current
   weights. In the scratch the examples take the rows from `first` on.

   Layer by layer and not example by example: the examples of a layer are independent of each
   other, so the processor works on several at once. */
INLINE void forward_batch(const Context &context, int64_t at, int first, int n, double *costs) {
    const int last = context.n_layers - 1;
    for (int l = 0; l <= last; l++) {
        const Layer &layer = context.layers[l];
        for (int e = first; e < first + n; e++) {
            float *a = layer.a + (int64_t)e * layer.width;
            if (l) {
                affine(layer_input(context.layers, l, e), layer.W, layer.width, layer.b, a);
                continue;
            }
            const int64_t example = context.example(at + e - first);
            prefetch_ahead(context, at + e - first);
            if (context.examples->dense)
                affine(dense_input(context.examples, example), layer.W, layer.width, layer.b, a);
            else
                affine(sparse_input(context.examples, example), layer.W, layer.width, layer.b, a);
        }
        if (l == last) break;
        for (int e = first; e < first + n; e++)
            activate(layer.activation, layer.a + (int64_t)e * layer.width, layer.n_out,
                     layer.width);
    }
    const Layer &out = context.layers[last];
    for (int e = first; e < first + n; e++) {
        const int label = context.examples->labels[context.example(at + e - first)];
        costs[e - first] = output_cost_and_delta(out, context.trainer->cost, label,
                                                 out.a + (int64_t)e * out.width,
                                                 out.delta + (int64_t)e * out.width);
    }
}

/* The deltas of every layer, from those of the output layer. */
INLINE void backward(const Context &context, int first, int n) {
    for (int l = context.n_layers - 1; l > 0; l--) {
        const Layer &layer = context.layers[l], &previous = context.layers[l - 1];
        for (int e = first; e < first + n; e++) {
            float *delta = previous.delta + (int64_t)e * previous.width;
            const Dense deltas = {layer.delta + (int64_t)e * layer.width, layer.n_out};
            affine(deltas, layer.W_transposed, previous.width, nullptr, delta);
        }
        for (int e = first; e < first + n; e++)
            activation_backward(previous.activation, previous.a + (int64_t)e * previous.width,
                                previous.delta + (int64_t)e * previous.width, previous.width);
    }
}

/* Add the sum of the examples' gradients, times `scale`, to `to`, laid out as the parameters. */
INLINE void add_scaled_gradient(const Context &context, const int64_t *batch, int n, float scale,
                                float *to) {
    for (int l = 0; l < context.n_layers; l++) {
        const Layer &layer = context.layers[l];
        float *W = to + layer.offset, *b = W + (int64_t)layer.n_in * layer.width;
        for (int at = 0; at < layer.width; at += LANES) {
            block sum = load(b + at);
            for (int e = 0; e < n; e++) {
                const int64_t i = (int64_t)e * layer.width + at;
                const block d = load(layer.delta + i) * broadcast(scale);
                store(layer.scaled_delta + i, d);
                sum = sum + d;
            }
            store(b + at, sum);
        }
        for (int first = 0; l && PARTS == 1 && first < n; first += TILE_EXAMPLES) {
            const Layer &previous = context.layers[l - 1];
            add_outer_products(previous.a + (int64_t)first * previous.width, previous.width,
                               layer.n_in, layer.scaled_delta + (int64_t)first * layer.width,
                               n - first < TILE_EXAMPLES ? n - first : TILE_EXAMPLES, W,
                               layer.width);
        }
        /* Narrow vectors leave no registers for whole rows: the same sums, one by one. */
        for (int e = 0; (!l || PARTS > 1) && e < n; e++) {
            const float *d = layer.scaled_delta + (int64_t)e * layer.width;
            if (l)
                add_outer_product(layer_input(context.layers, l, e), W, layer.width, d);
            else if (context.examples->dense)
                add_outer_product(dense_input(context.examples, batch[e]), W, layer.width, d);
            else
                add_outer_product(sparse_input(context.examples, batch[e]), W, layer.width, d);
        }
    }
}

/* Write the mini-batch's mean gradient into the gradient vector. */
void compute_gradient(const Context &context, const int64_t *batch, int n, int64_t size) {
    memset(context.trainer->gradient, 0, size * sizeof(float));
    add_scaled_gradient(context, batch, n, 1.0f / n, context.trainer->gradient);
}

}  // namespace
