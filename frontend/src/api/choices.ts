/** The names that the library gives its choices; tests/web/test_shared_constants.py compares them. */

/** Activations of hidden layers. Softmax is one of output layers only. */
export const ACTIVATIONS = ["sigmoid", "relu", "tanh", "identity"] as const;
export const COSTS = ["squared_error", "half_squared_error", "cross_entropy"] as const;
export const OPTIMIZERS = ["sgd", "momentum", "adam"] as const;
export const SCHEDULES = ["constant", "cosine", "step"] as const;

/** Costs of one variable to descend on. */
export const CURVES = [
  "waves",
  "bowl",
  "two-valleys",
  "plateau",
  "ravine",
  "step",
  "shallow-and-deep",
] as const;

/** Ways to lay a layer's activations out in a plane. */
export const EMBEDDING_METHODS = ["pca", "tsne", "umap"] as const;
