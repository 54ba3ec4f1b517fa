"""Where examples come from: bundled MNIST, downloads, a user's own files, drawings, toy sets."""
