/* The C interface of the native engine, called from Python through ctypes. */
#pragma once

#include <stdint.h>

#if defined(_WIN32)
#define BACKLIT_EXPORT __declspec(dllexport)
#else
#define BACKLIT_EXPORT __attribute__((visibility("default")))
#endif

/* Rows of a layer's numbers are padded to this many floats: 64 bytes, a cache line. The padding is
   the same for every vector width, and so is every result. */
#define BACKLIT_LANES 16

/* Examples that go through the layers together. */
#define BACKLIT_TILE_EXAMPLES 16

/* Deeper networks are trained by the other engines. */
#define BACKLIT_MAX_LAYERS 64

enum { SIGMOID, RELU, TANH, IDENTITY, SOFTMAX };
enum { SQUARED_ERROR, HALF_SQUARED_ERROR, CROSS_ENTROPY };
enum { SGD, MOMENTUM, ADAM };

/* Examples: dense rows, or only the nonzero pixels as a compressed sparse row (CSR) matrix. */
typedef struct {
    int64_t n;
    int32_t n_in;
    const float *dense;         /* (n, n_in), or null when sparse */
    const int64_t *row_offsets; /* (n + 1,) where each example's nonzero pixels begin */
    const uint16_t *indices;    /* which input each nonzero pixel is */
    const uint8_t *values;      /* and its value, a byte */
    const float *pixel_lut;     /* (256,) the float of each byte */
    const int32_t *labels;      /* (n,) */
} backlit_examples;

typedef struct {
    int32_t n_layers;
    int32_t cost;
    int32_t optimizer;
    float momentum, beta1, beta2, epsilon;
    int64_t n_steps;              /* steps taken so far, for Adam */
    const int32_t *sizes;         /* (n_layers + 1,) neurons, the input first */
    const int32_t *activations;   /* (n_layers,) */
    /* Each layer after the other: n_in rows of W transposed, then a row of b, each row padded. */
    float *parameters;
    float *gradient;              /* laid out as the parameters */
    float *moments[2];            /* likewise, or null */
    float *scratch;               /* backlit_scratch_size floats */
} backlit_trainer;

#ifdef __cplusplus
extern "C" {
#endif

/* Size of the parameters of these layers, in floats. */
BACKLIT_EXPORT int64_t backlit_parameters_size(const int32_t *sizes, int32_t n_layers);

/* Size of the scratch for a mini-batch, in floats. */
BACKLIT_EXPORT int64_t backlit_scratch_size(const int32_t *sizes, int32_t n_layers, int32_t batch);

/* Write the nonzero pixels of (n, n_in) as CSR; indices and values have room for one more than
   there are nonzero pixels. */
BACKLIT_EXPORT void backlit_pack_sparse(const uint8_t *pixels, int64_t n, int32_t n_in,
                                        int64_t *row_offsets, uint16_t *indices, uint8_t *values);

/* The largest vector width that this processor and this library have: 16, 8 or 4 floats. */
BACKLIT_EXPORT int32_t backlit_max_vector_width(void);

/* Take a step for each mini-batch of `order`; costs gets each mini-batch's mean cost.
   Returns 0, or -1 when this build has no kernel of that width, or the network is too deep. */
BACKLIT_EXPORT int32_t backlit_train_steps(int32_t width, backlit_trainer *trainer,
                                           const backlit_examples *examples, const int64_t *order,
                                           int64_t n_order, int32_t batch_size,
                                           const double *learning_rates, double l2, double *costs,
                                           double *gradient_norm);

/* The cost and the predicted class of each of the first `n` examples. Returns 0, or -1 as above. */
BACKLIT_EXPORT int32_t backlit_predict(int32_t width, backlit_trainer *trainer,
                                       const backlit_examples *examples, int64_t n, double *costs,
                                       int64_t *predicted);

#ifdef __cplusplus
}
#endif
