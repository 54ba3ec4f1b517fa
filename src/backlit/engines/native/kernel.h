/* The C interface of the native engine: what Python sees through ctypes. */
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

/* So many examples go through the layers together. */
#define BACKLIT_TOGETHER 16

/* Deeper networks are left to the other engines. */
#define BACKLIT_MOST_LAYERS 64

enum { SIGMOID, RELU, TANH, IDENTITY, SOFTMAX };
enum { SQUARED_ERROR, HALF_SQUARED_ERROR, CROSS_ENTROPY };
enum { PLAIN, MOMENTUM, ADAM };

/* Examples: dense rows, or only what is lit. */
typedef struct {
    int64_t n;
    int32_t n_in;
    const float *dense;       /* (n, n_in), or null when sparse */
    const int64_t *starts;    /* (n + 1,) where each example's record begins */
    const uint16_t *places;   /* which input is lit */
    const uint8_t *values;    /* and how brightly, a byte */
    const float *brightness;  /* (256,) what each byte stands for */
    const int32_t *labels;    /* (n,) */
} backlit_examples;

typedef struct {
    int32_t n_layers;
    int32_t cost;
    int32_t optimizer;
    float friction, beta1, beta2, epsilon;
    int64_t n_steps;              /* taken so far; Adam counts them */
    const int32_t *sizes;         /* (n_layers + 1,) neurons, the input first */
    const int32_t *activations;   /* (n_layers,) */
    /* Each layer after the other: n_in rows of W transposed, then a row of b, each row padded. */
    float *parameters;
    float *gradient;              /* of the same form */
    float *moments[2];            /* of the same form, or null */
    float *scratch;               /* backlit_scratch_size floats */
} backlit_trainer;

#ifdef __cplusplus
extern "C" {
#endif

/* How many floats the parameters of these layers take. */
BACKLIT_EXPORT int64_t backlit_parameters_size(const int32_t *sizes, int32_t n_layers);

/* How many floats of scratch a mini-batch takes. */
BACKLIT_EXPORT int64_t backlit_scratch_size(const int32_t *sizes, int32_t n_layers, int32_t batch);

/* Write down what is lit in bytes (n, n_in); places and values have room for one more than that. */
BACKLIT_EXPORT void backlit_pack(const uint8_t *pixels, int64_t n, int32_t n_in, int64_t *starts,
                                 uint16_t *places, uint8_t *values);

/* The widest build of the kernel that this processor can run: 16, 8 or 4 floats at once. */
BACKLIT_EXPORT int32_t backlit_widest(void);

/* Take a step for each mini-batch of `order`; costs gets each mini-batch's mean cost.
   Returns 0, or -1 when this build has no kernel of that width, or the network is too deep. */
BACKLIT_EXPORT int32_t backlit_descend(int32_t width, backlit_trainer *trainer,
                                       const backlit_examples *examples, const int64_t *order,
                                       int64_t n_order, int32_t batch_size,
                                       const double *learning_rates, double l2, double *costs,
                                       double *gradient_norm);

/* What the network says to the first `n` examples: the cost and the largest output of each.
   Returns 0, or -1 as above. */
BACKLIT_EXPORT int32_t backlit_answer(int32_t width, backlit_trainer *trainer,
                                      const backlit_examples *examples, int64_t n, double *costs,
                                      int64_t *predicted);

#ifdef __cplusplus
}
#endif
