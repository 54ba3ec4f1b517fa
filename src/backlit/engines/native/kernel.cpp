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
#include "inputs.h"

namespace {

constexpr int TOGETHER = BACKLIT_TOGETHER;
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
    float *share;     /* (batch, width) each example's change of b */
};

/* The output layer's activation, cost and error for one example. */
INLINE double finish(const Layer &out, int cost, int label, float *a, float *delta) {
    double total = 0;
    if (cost == CROSS_ENTROPY) total = cross_entropy(out.activation, a, out.n_out, label);
    activate(out.activation, a, out.n_out, out.width);
    const float scale = cost == SQUARED_ERROR ? 2.0f : 1.0f;
    float squares = 0;
    for (int at = 0; at < out.width; at += LANES) {
        const block d = (load(a + at) - desired(label, at)) * present(out.n_out, at);
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
    const int64_t *order; /* which examples, one after another; all of them when null */
    int64_t n_order;

    INLINE int64_t which(int64_t at) const { return order ? order[at] : at; }
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

/* Fetch what the examples after those up to `at` will need. */
INLINE void fetch_ahead(const Step &step, int64_t at) {
    /* To fetch a record one must know where it begins: fetch that earlier still. */
    if (step.examples->starts && at + 2 * AHEAD < step.n_order)
        __builtin_prefetch(step.examples->starts + step.which(at + 2 * AHEAD));
    if (at + AHEAD < step.n_order) fetch(step.examples, step.which(at + AHEAD));
}

/* The cost, activations and error at the output of `n` examples, from the `at`-th on, by the weights
   as they are; in the scratch they take the places from `first` on.

   Layer by layer and not example by example: what the examples do in a layer is independent of each
   other, so that the processor works on several at once. */
INLINE void say(const Step &step, int64_t at, int first, int n, double *costs) {
    const int last = step.n_layers - 1;
    for (int l = 0; l <= last; l++) {
        const Layer &layer = step.layers[l];
        for (int e = first; e < first + n; e++) {
            float *a = layer.a + (int64_t)e * layer.width;
            if (l) {
                weigh(fed(step.layers, l, e), layer.W, layer.width, layer.b, a);
                continue;
            }
            const int64_t which = step.which(at + e - first);
            fetch_ahead(step, at + e - first);
            if (step.examples->dense)
                weigh(row(step.examples, which), layer.W, layer.width, layer.b, a);
            else
                weigh(lit(step.examples, which), layer.W, layer.width, layer.b, a);
        }
        if (l == last) break;
        for (int e = first; e < first + n; e++)
            activate(layer.activation, layer.a + (int64_t)e * layer.width, layer.n_out,
                     layer.width);
    }
    const Layer &out = step.layers[last];
    for (int e = first; e < first + n; e++)
        costs[e - first] =
            finish(out, step.trainer->cost, step.examples->labels[step.which(at + e - first)],
                   out.a + (int64_t)e * out.width, out.delta + (int64_t)e * out.width);
}

/* The errors of every layer, from those at the output. */
INLINE void send_back(const Step &step, int first, int n) {
    for (int l = step.n_layers - 1; l > 0; l--) {
        const Layer &layer = step.layers[l], &before = step.layers[l - 1];
        for (int e = first; e < first + n; e++) {
            float *delta = before.delta + (int64_t)e * before.width;
            const Dense errors = {layer.delta + (int64_t)e * layer.width, layer.n_out};
            weigh(errors, layer.turned, before.width, nullptr, delta);
        }
        for (int e = first; e < first + n; e++)
            times_slope(before.activation, before.a + (int64_t)e * before.width,
                        before.delta + (int64_t)e * before.width, before.width);
    }
}

/* Add every example's share of the mean gradient, times `scale`, to `to` (of the parameters' form). */
INLINE void add_shares(const Step &step, const int64_t *batch, int n, float scale, float *to) {
    for (int l = 0; l < step.n_layers; l++) {
        const Layer &layer = step.layers[l];
        float *W = to + layer.offset, *b = W + (int64_t)layer.n_in * layer.width;
        for (int at = 0; at < layer.width; at += LANES) {
            block sum = load(b + at);
            for (int e = 0; e < n; e++) {
                const block d = load(layer.delta + (int64_t)e * layer.width + at) * all(scale);
                store(layer.share + (int64_t)e * layer.width + at, d);
                sum = sum + d;
            }
            store(b + at, sum);
        }
        for (int first = 0; l && PARTS == 1 && first < n; first += TOGETHER) {
            const Layer &before = step.layers[l - 1];
            spread_rows(before.a + (int64_t)first * before.width, before.width, layer.n_in,
                        layer.share + (int64_t)first * layer.width,
                        n - first < TOGETHER ? n - first : TOGETHER, W, layer.width);
        }
        /* Narrow vectors have no registers to spare for whole rows: the same sums, one by one. */
        for (int e = 0; (!l || PARTS > 1) && e < n; e++) {
            const float *share = layer.share + (int64_t)e * layer.width;
            if (l)
                spread(fed(step.layers, l, e), W, layer.width, share);
            else if (step.examples->dense)
                spread(row(step.examples, batch[e]), W, layer.width, share);
            else
                spread(lit(step.examples, batch[e]), W, layer.width, share);
        }
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
Step lay_out(backlit_trainer *trainer, const backlit_examples *examples, const int64_t *order,
             int64_t n_order, int most, Layer *layers) {
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
        layer.turned = layer.share + (int64_t)most * layer.width;
        free_scratch = layer.turned;
        if (l) free_scratch += (int64_t)layer.n_out * padded(layer.n_in);
    }
    return {trainer, examples, layers, trainer->n_layers, order, n_order};
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
    const Step step = lay_out(trainer, examples, order, n_order, most, layers);
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
        for (int first = 0; first < n; first += TOGETHER) {
            const int some = n - first < TOGETHER ? n - first : TOGETHER;
            double each[TOGETHER];
            say(step, at + first, first, some, each);
            for (int e = 0; e < some; e++) total += each[e];
            send_back(step, first, some);
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
    const Step step = lay_out(trainer, examples, nullptr, n, TOGETHER, layers);
    const Layer &out = layers[step.n_layers - 1];
    for (int64_t at = 0; at < n; at += TOGETHER) {
        const int some = (int)(n - at < TOGETHER ? n - at : TOGETHER);
        say(step, at, 0, some, costs + at);
        for (int e = 0; e < some; e++) {
            const float *a = out.a + (int64_t)e * out.width;
            int64_t top = 0;
            for (int j = 1; j < out.n_out; j++)
                if (a[j] > a[top]) top = j;
            predicted[at + e] = top;
        }
    }
    return 0;
}
