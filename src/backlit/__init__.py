"""Backlit: a neural network lit from behind.

It trains on real handwritten digits, and every number in it can be opened.

    import backlit

    data = backlit.load_mnist()
    run = backlit.Run(backlit.Settings(epochs=3), data.train)
    for progress in run.steps():
        print(progress.epoch, progress.batch_cost)
    print(backlit.evaluate(run.network, data.test).accuracy)

``__init__.pyi`` lists the public names. Each is imported when it is first used, so that
``import backlit`` takes almost no time.
"""

import lazy_loader as lazy

__version__ = "0.1.0"

__getattr__, _, __all__ = lazy.attach_stub(__name__, __file__)
__all__ += ["__version__"]


def __dir__() -> list[str]:
    """List the public names, imported or not."""
    return sorted({*globals(), *__all__})
