"""Where examples come from: the MNIST inside the package, files of a user's own, and toy sets."""
