# SPDX-License-Identifier: Apache-2.0
"""What counts are worth: 95 % intervals."""
import math

Z = 1.959964


def wilson(hits, tries):
    """The interval of a share."""
    if not tries:
        return 0.0, 1.0
    share = hits / tries
    middle = (share + Z * Z / (2 * tries)) / (1 + Z * Z / tries)
    half = Z / (1 + Z * Z / tries) * math.sqrt(share * (1 - share) / tries + Z * Z / (4 * tries * tries))
    return max(0.0, middle - half), min(1.0, middle + half)


def poisson(count):
    """The exact interval of the mean of a count, by bisection."""
    def below(mean, most):  # the chance of `most` or fewer
        return sum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(most + 1)) if mean else 1.0

    def solve(is_low, low, high):
        for _ in range(100):
            middle = (low + high) / 2
            low, high = (middle, high) if is_low(middle) else (low, middle)
        return (low + high) / 2
    top = count + 10 * math.sqrt(count + 1) + 10
    low = solve(lambda mean: 1 - below(mean, count - 1) < 0.025, 0, top) if count else 0.0
    return low, solve(lambda mean: below(mean, count) > 0.025, 0, top)
