/* Where the numbers of each layer and of each example lie in memory. */
#pragma once

#include "block.h"
#include "inputs.h"
#include "kernel.h"

namespace {

constexpr int PREFETCH_DISTANCE = 16; /* examples between prefetching an example and using it */

inline int padded(int n) { return (n + LANES - 1) / LANES * LANES; }

/* One layer's part of the vectors. */
struct Layer {
    int n_in, n_out, width; /* width: n_out padded */
    int activation;
    int64_t offset; /* of its first float among the parameters */
    float *W;       /* n_in rows of `width` */
    float *b;
    float *W_transposed; /* n_out rows of padded(n_in), for the backward pass */
    float *a, *delta;    /* (batch, width) */
    float *scaled_delta; /* (batch, width) each example's change of b */
};

/* What a call works on. */
struct Context {
    backlit_trainer *trainer;
    const backlit_examples *examples;
    Layer *layers;
    int n_layers;
    const int64_t *order; /* the examples' numbers, one after another; all examples when null */
    int64_t n_order;

    INLINE int64_t example(int64_t at) const { return order ? order[at] : at; }
};

/* Lay out each layer's numbers in the vectors; mini-batches have at most `max_batch` examples. */
Context lay_out(backlit_trainer *trainer, const backlit_examples *examples, const int64_t *order,
                int64_t n_order, int max_batch, Layer *layers) {
    float *free_scratch = trainer->scratch;
    int64_t offset = 0;
    for (int l = 0; l < trainer->n_layers; l++) {
        Layer &layer = layers[l];
        layer.n_in = trainer->sizes[l];
        layer.n_out = trainer->sizes[l + 1];
        layer.width = padded(layer.n_out);
        layer.activation = trainer->activations[l];
        layer.offset = offset;
        layer.W = trainer->parameters + offset;
        layer.b = layer.W + (int64_t)layer.n_in * layer.width;
        offset += ((int64_t)layer.n_in + 1) * layer.width;
        layer.a = free_scratch;
        layer.delta = layer.a + (int64_t)max_batch * layer.width;
        layer.scaled_delta = layer.delta + (int64_t)max_batch * layer.width;
        layer.W_transposed = layer.scaled_delta + (int64_t)max_batch * layer.width;
        free_scratch = layer.W_transposed;
        if (l) free_scratch += (int64_t)layer.n_out * padded(layer.n_in);
    }
    return {trainer, examples, layers, trainer->n_layers, order, n_order};
}

INLINE Sparse sparse_input(const backlit_examples *from, int64_t example) {
    const int64_t start = from->row_offsets[example];
    return {from->values + start, (int)(from->row_offsets[example + 1] - start),
            from->indices + start, from->pixel_lut};
}

INLINE Dense dense_input(const backlit_examples *from, int64_t example) {
    return {from->dense + example * from->n_in, from->n_in};
}

/* The inputs of layer l >= 1: the activations of the layer before it. */
INLINE Dense layer_input(const Layer *layers, int l, int e) {
    return {layers[l - 1].a + (int64_t)e * layers[l - 1].width, layers[l].n_in};
}

INLINE void prefetch_example(const backlit_examples *from, int64_t example) {
    const char *first, *last;
    if (from->dense) {
        first = (const char *)(from->dense + example * from->n_in);
        last = (const char *)(from->dense + (example + 1) * from->n_in);
        for (; first < last; first += 64) __builtin_prefetch(first);
        return;
    }
    const int64_t start = from->row_offsets[example], stop = from->row_offsets[example + 1];
    for (first = (const char *)(from->values + start); first < (const char *)(from->values + stop);
         first += 64)
        __builtin_prefetch(first);
    for (first = (const char *)(from->indices + start);
         first < (const char *)(from->indices + stop); first += 64)
        __builtin_prefetch(first);
}

/* Prefetch the example that is used PREFETCH_DISTANCE examples after the `at`-th. */
INLINE void prefetch_ahead(const Context &context, int64_t at) {
    /* Prefetching an example needs its row offset: that is prefetched earlier still. */
    const int64_t next = at + PREFETCH_DISTANCE, later = at + 2 * PREFETCH_DISTANCE;
    if (context.examples->row_offsets && later < context.n_order)
        __builtin_prefetch(context.examples->row_offsets + context.example(later));
    if (next < context.n_order) prefetch_example(context.examples, context.example(next));
}

}  // namespace
