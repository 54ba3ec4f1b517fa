/* A mini-batch step of descent for a dense network that fits in cache, and a whole epoch of them.

   What makes it fast, in order:
   - Most pixels are dark, and a dark pixel neither adds to a weighted sum nor gets a nudge: the first
     layer reads and writes only what is lit.
   - W lies transposed, a row for each input: a lit pixel touches one cache line of 16 neurons. Lanes
     run over neurons, so a neuron's sum is taken in the same order at any vector width.
   - Plain descent never makes a matrix dW: each example's share goes straight into the weights, after
     all errors of the mini-batch have been computed from the weights as they were.
   - The next examples' records are fetched while this one is computed: in shuffled order they would
     otherwise be waited for.

   This file is compiled once for each vector width (see block.h). */

#include "kernel.h"

#include <math.h>

#include "activations.h"
#include "block.h"

namespace {

constexpr int AHEAD = 16; /* examples between fetching a record and using it */

inline int padded(int n) { return (n + LANES - 1) / LANES * LANES; }

/* One layer's part of the vectors. */
struct Layer {
    int n_in, n_out, width; /* width: n_out padded */
    int activation;
    int64_t offset; /* of its first float among the parameters */
    float *W;       /* n_in rows of `width` */
    float *b;
    float *turned; /* W turned round, n_out rows of padded(n_in), to send errors back */
    float *a, *delta; /* (batch, width) */
    float *share;     /* (width,) one example's change of b */
};

/* The inputs of a layer for one example: all of them, or what is lit. */
struct Dense {
    const float *values;
    int count;
    INLINE int place(int k) const { return k; }
    INLINE float value(int k) const { return values[k]; }
};
struct Sparse {
    const uint8_t *values;
    int count;
    const uint16_t *places;
    const float *brightness; /* of each byte: looking it up is cheaper than fetching four bytes */
    INLINE int place(int k) const { return places[k]; }
    INLINE float value(int k) const { return brightness[values[k]]; }
};

/* z = b + sum over k of x_k W_k, for `G` blocks of neurons at once. With fewer blocks there are more
   chains of additions, since one addition must wait for the one before it. */
template <int G, class Input>
INLINE void weigh_blocks(const Input &in, const float *W, int width, const float *b, float *z) {
    constexpr int CHAINS = 4 / G;
    block sums[CHAINS][G];
    for (int c = 0; c < CHAINS; c++)
        for (int g = 0; g < G; g++) sums[c][g] = c || !b ? block{} : load(b + g * LANES);
    int k = 0;
    for (; k + CHAINS <= in.count; k += CHAINS)
        for (int c = 0; c < CHAINS; c++) {
            const float *row = W + (int64_t)in.place(k + c) * width;
            const block x = all(in.value(k + c));
            for (int g = 0; g < G; g++) sums[c][g] = sums[c][g] + x * load(row + g * LANES);
        }
    for (; k < in.count; k++) {
        const float *row = W + (int64_t)in.place(k) * width;
        const block x = all(in.value(k));
        for (int g = 0; g < G; g++) sums[0][g] = sums[0][g] + x * load(row + g * LANES);
    }
    for (int half = CHAINS / 2; half; half /= 2)
        for (int c = 0; c < half; c++)
            for (int g = 0; g < G; g++) sums[c][g] = sums[c][g] + sums[c + half][g];
    for (int g = 0; g < G; g++) store(z + g * LANES, sums[0][g]);
}

template <class Input>
INLINE void weigh(const Input &in, const float *W, int width, const float *b, float *z) {
    /* A width known to the compiler turns the multiplication of each place into a shift. */
    if (width == LANES) return weigh_blocks<1>(in, W, LANES, b, z);
    int at = 0;
    for (; at + 4 * LANES <= width; at += 4 * LANES)
        weigh_blocks<4>(in, W + at, width, b ? b + at : b, z + at);
    for (; at + 2 * LANES <= width; at += 2 * LANES)
        weigh_blocks<2>(in, W + at, width, b ? b + at : b, z + at);
    for (; at < width; at += LANES)
        weigh_blocks<1>(in, W + at, width, b ? b + at : b, z + at);
}

/* W_k += x_k d for every input k: one example's share of a change of the weights. */
template <class Input>
INLINE void spread_block(const Input &in, float *W, int width, block change) {
    for (int k = 0; k < in.count; k++) {
        float *row = W + (int64_t)in.place(k) * width;
        store(row, load(row) + all(in.value(k)) * change);
    }
}

template <class Input>
INLINE void spread(const Input &in, float *W, int width, const float *d) {
    if (width == LANES) return spread_block(in, W, LANES, load(d));
    for (int at = 0; at < width; at += LANES) spread_block(in, W + at, width, load(d + at));
}

/* The output layer's activation, cost and error for one example. */
INLINE double finish(const Layer &out, int cost, int label, float *a, float *delta) {
    double total = 0;
    if (cost == CROSS_ENTROPY) total = cross_entropy(out.activation, a, out.n_out, label);
    activate(out.activation, a, out.n_out, out.width);
    const float scale = cost == SQUARED_ERROR ? 2.0f : 1.0f;
    float squares = 0;
    for (int at = 0; at < out.width; at += LANES) {
        alignas(64) float y[LANES] = {};
        if (label >= at && label < at + LANES) y[label - at] = 1.0f;
        const block d = (load(a + at) - load(y)) * present(out.n_out, at);
        squares += sum(d * d);
        store(delta + at, d * all(scale));
    }
    if (cost == CROSS_ENTROPY) return total;
    times_slope(out.activation, a, delta, out.width);
    return cost == SQUARED_ERROR ? squares : squares / 2;
}

struct Step {
    backlit_trainer *trainer;
    const backlit_examples *examples;
    Layer *layers;
    int n_layers;
};

INLINE Sparse lit(const backlit_examples *from, int64_t which) {
    const int64_t start = from->starts[which];
    return {from->values + start, (int)(from->starts[which + 1] - start), from->places + start,
            from->brightness};
}

INLINE Dense row(const backlit_examples *from, int64_t which) {
    return {from->dense + which * from->n_in, from->n_in};
}

INLINE Dense fed(const Layer *layers, int l, int e) {
    return {layers[l - 1].a + (int64_t)e * layers[l - 1].width, layers[l].n_in};
}

INLINE void fetch(const backlit_examples *from, int64_t which) {
    const char *first, *last;
    if (from->dense) {
        first = (const char *)(from->dense + which * from->n_in);
        last = (const char *)(from->dense + (which + 1) * from->n_in);
        for (; first < last; first += 64) __builtin_prefetch(first);
        return;
    }
    const int64_t start = from->starts[which], stop = from->starts[which + 1];
    for (first = (const char *)(from->values + start); first < (const char *)(from->values + stop);
         first += 64)
        __builtin_prefetch(first);
    for (first = (const char *)(from->places + start); first < (const char *)(from->places + stop);
         first += 64)
        __builtin_prefetch(first);
}

/* One example's activations and cost from the weights as they are, and its error at the output. */
INLINE double say(const Step &step, int64_t which, int e) {
    Layer *layers = step.layers;
    const int last = step.n_layers - 1;
    for (int l = 0; l <= last; l++) {
        const Layer &layer = layers[l];
        float *a = layer.a + (int64_t)e * layer.width;
        if (l)
            weigh(fed(layers, l, e), layer.W, layer.width, layer.b, a);
        else if (step.examples->dense)
            weigh(row(step.examples, which), layer.W, layer.width, layer.b, a);
        else
            weigh(lit(step.examples, which), layer.W, layer.width, layer.b, a);
        if (l < last) activate(layer.activation, a, layer.n_out, layer.width);
    }
    const Layer &out = layers[last];
    return finish(out, step.trainer->cost, step.examples->labels[which],
                  out.a + (int64_t)e * out.width, out.delta + (int64_t)e * out.width);
}

/* All of that, and the errors of every layer. */
INLINE double differentiate(const Step &step, int64_t which, int e) {
    Layer *layers = step.layers;
    const double cost = say(step, which, e);
    for (int l = step.n_layers - 1; l > 0; l--) {
        const Layer &layer = layers[l], &before = layers[l - 1];
        float *delta = before.delta + (int64_t)e * before.width;
        const Dense errors = {layer.delta + (int64_t)e * layer.width, layer.n_out};
        weigh(errors, layer.turned, before.width, nullptr, delta);
        times_slope(before.activation, before.a + (int64_t)e * before.width, delta, before.width);
    }
    return cost;
}

/* Add every example's share of the mean gradient, times `scale`, to `to` (of the parameters' form). */
INLINE void add_shares(const Step &step, const int64_t *batch, int n, float scale, float *to) {
    for (int e = 0; e < n; e++)
        for (int l = 0; l < step.n_layers; l++) {
            const Layer &layer = step.layers[l];
            float *W = to + layer.offset, *b = W + (int64_t)layer.n_in * layer.width;
            const float *delta = layer.delta + (int64_t)e * layer.width;
            for (int at = 0; at < layer.width; at += LANES) {
                const block d = load(delta + at) * all(scale);
                store(layer.share + at, d);
                store(b + at, load(b + at) + d);
            }
            if (l)
                spread(fed(step.layers, l, e), W, layer.width, layer.share);
            else if (step.examples->dense)
                spread(row(step.examples, batch[e]), W, layer.width, layer.share);
            else
                spread(lit(step.examples, batch[e]), W, layer.width, layer.share);
        }
}

/* Put the batch's mean gradient into the gradient vector. */
void collect(const Step &step, const int64_t *batch, int n, int64_t size) {
    memset(step.trainer->gradient, 0, size * sizeof(float));
    add_shares(step, batch, n, 1.0f / n, step.trainer->gradient);
}

double norm(const float *x, int64_t size) {
    double total = 0;
    for (int64_t i = 0; i < size; i++) total += (double)x[i] * x[i];
    return sqrt(total);
}

/* w <- w - rate * l2 * w, for weights and not for biases. */
void pull(const Step &step, float keep) {
    for (int l = 0; l < step.n_layers; l++) {
        const Layer &layer = step.layers[l];
        const int64_t size = (int64_t)layer.n_in * layer.width;
        for (int64_t i = 0; i < size; i += LANES)
            store(layer.W + i, load(layer.W + i) * all(keep));
    }
}

/* L2's share of the gradient, for momentum and Adam. */
void add_pull(const Step &step, float l2) {
    for (int l = 0; l < step.n_layers; l++) {
        const Layer &layer = step.layers[l];
        const int64_t size = (int64_t)layer.n_in * layer.width;
        float *g = step.trainer->gradient + layer.offset;
        for (int64_t i = 0; i < size; i += LANES)
            store(g + i, load(g + i) + load(layer.W + i) * all(l2));
    }
}

void move_by_momentum(backlit_trainer *t, int64_t size, float rate) {
    for (int64_t i = 0; i < size; i += LANES) {
        const block v =
            load(t->moments[0] + i) * all(t->friction) - load(t->gradient + i) * all(rate);
        store(t->moments[0] + i, v);
        store(t->parameters + i, load(t->parameters + i) + v);
    }
}

void move_by_adam(backlit_trainer *t, int64_t size, double rate) {
    const double unbias_mean = 1 - pow(t->beta1, (double)t->n_steps);
    const double unbias_square = 1 - pow(t->beta2, (double)t->n_steps);
    const block b1 = all(t->beta1), rest1 = all(1 - t->beta1);
    const block b2 = all(t->beta2), rest2 = all(1 - t->beta2);
    const block mean_rate = all((float)(rate / unbias_mean));
    const block square_rate = all((float)(1 / unbias_square)), epsilon = all(t->epsilon);
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

/* Say where each layer's numbers lie; mini-batches have `most` examples at the most. */
Step lay_out(backlit_trainer *trainer, const backlit_examples *examples, Layer *layers, int most) {
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
        layer.delta = layer.a + (int64_t)most * layer.width;
        layer.share = layer.delta + (int64_t)most * layer.width;
        layer.turned = layer.share + layer.width;
        free_scratch = layer.turned;
        if (l) free_scratch += (int64_t)layer.n_out * padded(layer.n_in);
    }
    return {trainer, examples, layers, trainer->n_layers};
}

}  // namespace

#define JOIN(a, b) a##b
#define NAMED(a, b) JOIN(a, b)

extern "C" int32_t NAMED(backlit_descend_, BACKLIT_WIDTH)(
    backlit_trainer *trainer, const backlit_examples *examples, const int64_t *order,
    int64_t n_order, int32_t batch_size, const double *learning_rates, double l2, double *costs,
    double *gradient_norm) {
    Layer layers[BACKLIT_MOST_LAYERS];
    if (trainer->n_layers > BACKLIT_MOST_LAYERS) return -1;
    const int64_t size = backlit_parameters_size(trainer->sizes, trainer->n_layers);
    const int most = (int)(batch_size < n_order ? batch_size : n_order);
    const Step step = lay_out(trainer, examples, layers, most);
    for (int l = 1; l < step.n_layers; l++) {
        const int64_t turned = (int64_t)layers[l].n_out * padded(layers[l].n_in);
        memset(layers[l].turned, 0, turned * sizeof(float));
    }

    int64_t at = 0;
    for (int64_t s = 0; at < n_order; s++) {
        const int n = (int)(n_order - at < batch_size ? n_order - at : batch_size);
        const int64_t *batch = order + at;
        const bool last = at + n == n_order;
        for (int l = 1; l < step.n_layers; l++) {
            const Layer &layer = layers[l];
            const int64_t width = padded(layer.n_in);
            for (int k = 0; k < layer.n_in; k++)
                for (int j = 0; j < layer.n_out; j++)
                    layer.turned[j * width + k] = layer.W[(int64_t)k * layer.width + j];
        }
        double total = 0;
        for (int e = 0; e < n; e++) {
            /* To fetch a record one must know where it begins: fetch that earlier still. */
            if (examples->starts && at + e + 2 * AHEAD < n_order)
                __builtin_prefetch(examples->starts + batch[e + 2 * AHEAD]);
            if (at + e + AHEAD < n_order) fetch(examples, batch[e + AHEAD]);
            total += differentiate(step, batch[e], e);
        }
        costs[s] = total / n;
        trainer->n_steps++;
        const double rate = learning_rates[s];
        if (last || trainer->optimizer != PLAIN) collect(step, batch, n, size);
        if (last) *gradient_norm = norm(trainer->gradient, size);
        if (trainer->optimizer == PLAIN) {
            if (l2 != 0) pull(step, (float)(1 - rate * l2));
            add_shares(step, batch, n, (float)(-rate / n), trainer->parameters);
        } else {
            if (l2 != 0) add_pull(step, (float)l2);
            if (trainer->optimizer == MOMENTUM)
                move_by_momentum(trainer, size, (float)rate);
            else
                move_by_adam(trainer, size, rate);
        }
        at += n;
    }
    return 0;
}

extern "C" int32_t NAMED(backlit_answer_, BACKLIT_WIDTH)(backlit_trainer *trainer,
                                                         const backlit_examples *examples,
                                                         int64_t n, double *costs,
                                                         int64_t *predicted) {
    Layer layers[BACKLIT_MOST_LAYERS];
    if (trainer->n_layers > BACKLIT_MOST_LAYERS) return -1;
    const Step step = lay_out(trainer, examples, layers, 1);
    const Layer &out = layers[step.n_layers - 1];
    for (int64_t e = 0; e < n; e++) {
        costs[e] = say(step, e, 0);
        int64_t top = 0;
        for (int j = 1; j < out.n_out; j++)
            if (out.a[j] > out.a[top]) top = j;
        predicted[e] = top;
    }
    return 0;
}
