"""From any picture or drawing of a digit to 28 × 28 pixels like those of MNIST."""
