/* Training steps for a dense network that fits into the cache, a whole epoch of them in a call.

   What makes them fast, in order:
   - Most pixels are 0, and a pixel of 0 adds nothing to a weighted sum and gets no nudge: the first
     layer reads and writes only the rows of nonzero pixels.
   - W is transposed, a row for each input: a nonzero pixel touches one cache line of 16 neurons.
     Lanes are neurons, so a neuron's sum is added up in the same order at any vector width.
   - SGD never makes a matrix dW: each example's scaled gradient is added to the weights directly,
     once all deltas of the mini-batch have been computed with the weights before the step.
   - The next examples are prefetched while this one is computed: in shuffled order the processor
     would otherwise wait for them.

   This file is compiled once for each vector width (see block.h). */

#include "kernel.h"

#include <math.h>

#include "layers.h"
#include "optimizers.h"
#include "passes.h"

namespace {

double norm(const float *x, int64_t size) {
    double total = 0;
    for (int64_t i = 0; i < size; i++) total += (double)x[i] * x[i];
    return sqrt(total);
}

}  // namespace

#define JOIN(a, b) a##b
#define WITH_WIDTH(a, b) JOIN(a, b)

extern "C" int32_t WITH_WIDTH(backlit_train_steps_, BACKLIT_WIDTH)(
    backlit_trainer *trainer, const backlit_examples *examples, const int64_t *order,
    int64_t n_order, int32_t batch_size, const double *learning_rates, double l2, double *costs,
    double *gradient_norm) {
    Layer layers[BACKLIT_MAX_LAYERS];
    if (trainer->n_layers > BACKLIT_MAX_LAYERS) return -1;
    const int64_t size = backlit_parameters_size(trainer->sizes, trainer->n_layers);
    const int max_batch = (int)(batch_size < n_order ? batch_size : n_order);
    const Context context = lay_out(trainer, examples, order, n_order, max_batch, layers);
    for (int l = 1; l < context.n_layers; l++) {
        const int64_t transposed_size = (int64_t)layers[l].n_out * padded(layers[l].n_in);
        memset(layers[l].W_transposed, 0, transposed_size * sizeof(float));
    }

    int64_t at = 0;
    for (int64_t s = 0; at < n_order; s++) {
        const int n = (int)(n_order - at < batch_size ? n_order - at : batch_size);
        const int64_t *batch = order + at;
        const bool last = at + n == n_order;
        for (int l = 1; l < context.n_layers; l++) {
            const Layer &layer = layers[l];
            const int64_t width = padded(layer.n_in);
            for (int k = 0; k < layer.n_in; k++)
                for (int j = 0; j < layer.n_out; j++)
                    layer.W_transposed[j * width + k] = layer.W[(int64_t)k * layer.width + j];
        }
        double total = 0;
        for (int first = 0; first < n; first += TILE_EXAMPLES) {
            const int n_tile = n - first < TILE_EXAMPLES ? n - first : TILE_EXAMPLES;
            double tile_costs[TILE_EXAMPLES];
            forward_batch(context, at + first, first, n_tile, tile_costs);
            for (int e = 0; e < n_tile; e++) total += tile_costs[e];
            backward(context, first, n_tile);
        }
        costs[s] = total / n;
        trainer->n_steps++;
        const double rate = learning_rates[s];
        if (last || trainer->optimizer != SGD) compute_gradient(context, batch, n, size);
        if (last) *gradient_norm = norm(trainer->gradient, size);
        if (trainer->optimizer == SGD) {
            if (l2 != 0) apply_weight_decay(context, (float)(1 - rate * l2));
            add_scaled_gradient(context, batch, n, (float)(-rate / n), trainer->parameters);
        } else {
            if (l2 != 0) add_l2_gradient(context, (float)l2);
            if (trainer->optimizer == MOMENTUM)
                momentum_step(trainer, size, (float)rate);
            else
                adam_step(trainer, size, rate);
        }
        at += n;
    }
    return 0;
}

extern "C" int32_t WITH_WIDTH(backlit_predict_, BACKLIT_WIDTH)(backlit_trainer *trainer,
                                                               const backlit_examples *examples,
                                                               int64_t n, double *costs,
                                                               int64_t *predicted) {
    Layer layers[BACKLIT_MAX_LAYERS];
    if (trainer->n_layers > BACKLIT_MAX_LAYERS) return -1;
    const Context context = lay_out(trainer, examples, nullptr, n, TILE_EXAMPLES, layers);
    const Layer &out = layers[context.n_layers - 1];
    for (int64_t at = 0; at < n; at += TILE_EXAMPLES) {
        const int n_tile = (int)(n - at < TILE_EXAMPLES ? n - at : TILE_EXAMPLES);
        forward_batch(context, at, 0, n_tile, costs + at);
        for (int e = 0; e < n_tile; e++) {
            const float *a = out.a + (int64_t)e * out.width;
            int64_t largest = 0;
            for (int j = 1; j < out.n_out; j++)
                if (a[j] > a[largest]) largest = j;
            predicted[at + e] = largest;
        }
    }
    return 0;
}
