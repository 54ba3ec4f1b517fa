/* L2 regularisation and the steps of momentum and Adam, as core/optimizers.py says. */
#pragma once

#include <math.h>

#include "block.h"
#include "layers.h"

namespace {

/* w <- keep w, with keep = 1 - rate l2, for weights and not for biases. */
void apply_weight_decay(const Context &context, float keep) {
    for (int l = 0; l < context.n_layers; l++) {
        const Layer &layer = context.layers[l];
        const int64_t size = (int64_t)layer.n_in * layer.width;
        for (int64_t i = 0; i < size; i += LANES)
            store(layer.W + i, load(layer.W + i) * broadcast(keep));
    }
}

/* Add the gradient of the L2 term, l2 w, for momentum and Adam. */
void add_l2_gradient(const Context &context, float l2) {
    for (int l = 0; l < context.n_layers; l++) {
        const Layer &layer = context.layers[l];
        const int64_t size = (int64_t)layer.n_in * layer.width;
        float *g = context.trainer->gradient + layer.offset;
        for (int64_t i = 0; i < size; i += LANES)
            store(g + i, load(g + i) + load(layer.W + i) * broadcast(l2));
    }
}

void momentum_step(backlit_trainer *t, int64_t size, float rate) {
    for (int64_t i = 0; i < size; i += LANES) {
        const block v = load(t->moments[0] + i) * broadcast(t->momentum) -
                        load(t->gradient + i) * broadcast(rate);
        store(t->moments[0] + i, v);
        store(t->parameters + i, load(t->parameters + i) + v);
    }
}

void adam_step(backlit_trainer *t, int64_t size, double rate) {
    const double unbias_mean = 1 - pow(t->beta1, (double)t->n_steps);
    const double unbias_square = 1 - pow(t->beta2, (double)t->n_steps);
    const block b1 = broadcast(t->beta1), rest1 = broadcast(1 - t->beta1);
    const block b2 = broadcast(t->beta2), rest2 = broadcast(1 - t->beta2);
    const block mean_rate = broadcast((float)(rate / unbias_mean));
    const block square_rate = broadcast((float)(1 / unbias_square));
    const block epsilon = broadcast(t->epsilon);
    for (int64_t i = 0; i < size; i += LANES) {
        const block g = load(t->gradient + i);
        const block mean = load(t->moments[0] + i) * b1 + g * rest1;
        const block square = load(t->moments[1] + i) * b2 + g * g * rest2;
        store(t->moments[0] + i, mean);
        store(t->moments[1] + i, square);
        alignas(64) float root[LANES];
        store(root, square * square_rate);
        for (int j = 0; j < LANES; j++) root[j] = __builtin_sqrtf(root[j]);
        const block change = mean_rate * mean / (load(root) + epsilon);
        store(t->parameters + i, load(t->parameters + i) - change);
    }
}

}  // namespace
