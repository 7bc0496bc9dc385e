# SPDX-License-Identifier: Apache-2.0
"""A small network on features: two hidden layers, trained with Adam, in numpy."""
import numpy as np


class Network:
    def __init__(self, mean, scale, layers):
        self.mean, self.scale, self.layers = mean, scale, layers

    def logits(self, features):
        """How much likelier "generated" is than "benign", as a logarithm."""
        x = np.clip((features - self.mean) * self.scale, -5, 5).astype(np.float32)
        for weights, bias in self.layers[:-1]:
            x = np.maximum(x @ weights + bias, 0)
        weights, bias = self.layers[-1]
        return (x @ weights + bias)[:, 0]


def train(features, labels, weights, seed, hidden=(48, 24), epochs=12, batch=512, rate=2e-3, decay=1e-4, average=0.999):
    """A network; the weights of the last steps are averaged, which makes it less a matter of chance."""
    rng = np.random.default_rng(seed)
    total = weights.sum()
    mean = (features * weights[:, None]).sum(0) / total
    deviation = np.sqrt((((features - mean) ** 2) * weights[:, None]).sum(0) / total)
    scale = 1 / np.maximum(deviation, 1e-3)
    x = np.clip((features - mean) * scale, -5, 5).astype(np.float32)
    sizes = [x.shape[1], *hidden, 1]
    values = []
    for size, following in zip(sizes, sizes[1:]):
        values.append((rng.standard_normal((size, following)) * np.sqrt(2 / size)).astype(np.float32))
        values.append(np.zeros(following, np.float32))
    first = [np.zeros_like(value) for value in values]
    second = [np.zeros_like(value) for value in values]
    kept = [value.copy() for value in values]
    steps = epochs * (len(x) // batch)
    # Names are drawn by weight, so that every step sees a family as often as it counts.
    order = rng.choice(len(x), size=steps * batch, p=weights / total).reshape(steps, batch)
    for step, rows in enumerate(order):
        at = [x[rows]]
        for i in range(0, len(values) - 2, 2):
            at.append(np.maximum(at[-1] @ values[i] + values[i + 1], 0))
        logit = (at[-1] @ values[-2] + values[-1])[:, 0]
        change = ((1 / (1 + np.exp(-logit)) - labels[rows]) / batch).astype(np.float32)[:, None]
        gradients = [None] * len(values)
        for i in range(len(values) - 2, -1, -2):
            gradients[i] = at[i // 2].T @ change + decay * values[i]
            gradients[i + 1] = change.sum(0)
            if i:
                change = (change @ values[i].T) * (at[i // 2] > 0)
        warm = min(1, (step + 1) / 200)
        now = rate * warm * (0.5 + 0.5 * np.cos(np.pi * step / steps))
        for value, gradient, m, v, mean_value in zip(values, gradients, first, second, kept):
            m += 0.1 * (gradient - m)
            v += 0.001 * (gradient ** 2 - v)
            value -= now * (m / (1 - 0.9 ** (step + 1))) / (np.sqrt(v / (1 - 0.999 ** (step + 1))) + 1e-8)
            mean_value += (1 - min(average, (step + 1) / (step + 10))) * (value - mean_value)
    return Network(mean.astype(np.float32), scale.astype(np.float32), list(zip(kept[::2], kept[1::2])))
