# SPDX-License-Identifier: Apache-2.0
"""Generators of random names: families of our own that stand for those nobody has met yet.

Each is a plain construction with random settings, drawn anew for every small batch: which letters, how long, which
suffixes. None re-creates a known malware's generator.
"""
import base64
import string

LETTERS = string.ascii_lowercase
DIGITS = string.digits
VOWELS = "aeiou"
CONSONANTS = "".join(c for c in LETTERS if c not in VOWELS)
SUFFIXES = ("com net org info biz ru cc ws in cn me top xyz su pw tk eu name mobi co us tv work click online site "
            "club live space website ga ml cf").split()


def lengths(rng, least, most):
    """A length range as a family has one: fixed, narrow or wide."""
    low = rng.randint(least, most)
    high = min(most, low + rng.choice((0, 0, 2, 4, 8)))
    return lambda: rng.randint(low, high)


def letters(rng):
    size = lengths(rng, 5, 28)
    return lambda: "".join(rng.choices(LETTERS, k=size()))


def some_letters(rng):
    alphabet = rng.sample(LETTERS, rng.randint(5, 18))
    size = lengths(rng, 7, 24)
    return lambda: "".join(rng.choices(alphabet, k=size()))


def uneven_letters(rng):
    weights = [rng.random() ** 2 + 0.02 for _ in LETTERS]
    size = lengths(rng, 6, 24)
    return lambda: "".join(rng.choices(LETTERS, weights, k=size()))


def alphanumerics(rng):
    size = lengths(rng, 6, 32)
    digits = rng.choice((1, 1, 2))
    return lambda: "".join(rng.choices(LETTERS + DIGITS * digits, k=size()))


def hexadecimals(rng):
    size = lengths(rng, 8, 32)
    return lambda: "".join(rng.choices("0123456789abcdef", k=size()))


def alternating(rng):
    """Consonants and vowels in turn, mostly."""
    size = lengths(rng, 6, 18)
    slip = rng.choice((0.0, 0.05, 0.15, 0.3))
    vowels = VOWELS + rng.choice(("", "y", "u"))

    def name():
        at = rng.random() < 0.5
        out = []
        for _ in range(size()):
            out.append(rng.choice(vowels if at else CONSONANTS))
            if rng.random() >= slip:
                at = not at
        return "".join(out)
    return name


def patterned(rng):
    """A fixed pattern of consonants, vowels and digits."""
    pattern = rng.choices("ccvvcvxd", k=rng.randint(3, 8))
    classes = {"c": CONSONANTS, "v": VOWELS, "x": LETTERS, "d": DIGITS}
    repeat = rng.randint(1, 3) if len(pattern) < 7 else rng.randint(1, 2)
    pattern = (pattern * repeat)[:24]
    if len(pattern) < 7:
        pattern += rng.choices("cv", k=7 - len(pattern))
    return lambda: "".join(rng.choice(classes[kind]) for kind in pattern)


def syllables(rng):
    """A small stock of made-up syllables, put together."""
    shapes = ("cv", "vc", "cvc", "ccv", "vv", "cvv")
    stock = ["".join(rng.choice(CONSONANTS if kind == "c" else VOWELS) for kind in rng.choice(shapes))
             for _ in range(rng.choice((12, 30, 80, 200)))]
    count = rng.randint(3, 6)
    return lambda: "".join(rng.choices(stock, k=count))


def encoded(rng):
    """Base 32 or 64 of a number as text or of random bytes."""
    encode = rng.choice((base64.b64encode, base64.b32encode))
    digits = rng.randint(6, 14)
    binary = rng.random() < 0.4

    def name():
        data = rng.randbytes(digits * 2 // 3) if binary else str(rng.randrange(10 ** (digits - 1), 10 ** digits)).encode()
        text = encode(data).decode().lower().rstrip("=")
        return "".join(c for c in text if c.isalnum())[:32]
    return name


def affixed(rng, words):
    """A long fixed part, of words or random, with a few random letters before or behind it."""
    fixed = "".join(rng.choices(words, k=rng.randint(1, 4))) if rng.random() < 0.7 else "".join(
        rng.choices(LETTERS, k=rng.randint(5, 9)))
    size = rng.randint(4, 6)
    behind = rng.random() < 0.3

    def name():
        free = "".join(rng.choices(LETTERS, k=size))
        return (fixed + free if behind else free + fixed)[:40]
    return name


def altered(rng, labels):
    """A name of the benign sample with some of its characters exchanged for others."""
    alphabet = LETTERS + DIGITS * rng.choice((0, 1)) + "-"

    def name():
        label = rng.choice(labels)
        while not 6 <= len(label) <= 24 or label.startswith("xn--"):
            label = rng.choice(labels)
        out = list(label)
        for at in rng.sample(range(len(out)), 2 if len(out) < 10 else 3):
            out[at] = rng.choice(alphabet)
        return "".join(out).strip("-") or "a"
    return name


def joined(rng, words):
    """Words in a row, without sense."""
    stock = rng.sample(words, min(len(words), rng.choice((40, 150, 400, 1500))))
    least = rng.choice((2, 3, 3))
    return lambda: "".join(rng.choices(stock, k=rng.randint(least, least + 2)))[:50]


def counted(rng, words):
    """One or two words and a number."""
    stem = "".join(rng.choices(words, k=rng.choice((1, 2, 2))))
    limit = rng.choice((10, 100, 100, 1000))
    return lambda: f"{stem}{rng.randrange(limit)}"


def short(rng):
    """A few letters or digits."""
    alphabet = LETTERS + rng.choice(("", DIGITS))
    size = lengths(rng, 3, 6)
    return lambda: "".join(rng.choices(alphabet, k=size()))


def permuted(rng):
    """The same few letters in another order."""
    stock = rng.choices(LETTERS, k=rng.randint(5, 10))
    return lambda: "".join(rng.sample(stock, len(stock)))


class Chain:
    """Letters that follow two others as they do in the benign sample."""

    def __init__(self, labels):
        self.after = {}
        for label in labels:
            if label.isalpha() and label.isascii():
                text = "^^" + label + "$"
                for i in range(len(label) + 1):
                    self.after.setdefault(text[i:i + 2], []).append(text[i + 2])

    def word(self, rng, least, most):
        while True:
            text = "^^"
            while text[-1] != "$" and len(text) < most + 3:
                text += rng.choice(self.after[text[-2:]])
            if text[-1] == "$" and least <= len(text) - 3 <= most:
                return text[2:-1]


def imitated(rng, chain):
    """What looks like words, letter by letter, and is none."""
    least = rng.randint(6, 12)
    parts = rng.choice((1, 1, 1, 2, 3))
    dash = rng.choice(("", "-"))
    return lambda: dash.join(chain.word(rng, least, least + 6) for _ in range(parts))[:50]


def families(rng, words, labels, registries, batch=100, rounds=40):
    """Names by construction: {kind: [(label, suffix)]}; each round draws new settings for every kind."""
    plain = [
        letters, some_letters, uneven_letters, alphanumerics, hexadecimals, alternating, patterned, syllables, encoded,
        short, permuted]
    material = {affixed: words, altered: labels, joined: words, counted: words, imitated: Chain(labels)}
    made = {}
    for kind in [*plain, *material]:
        names = made.setdefault("synthetic-" + kind.__name__.replace("_", "-"), [])
        for _ in range(rounds):
            name = kind(rng, material[kind]) if kind in material else kind(rng)
            suffixes = rng.sample(SUFFIXES, rng.choice((1, 1, 2, 4, 6)))
            # Some generators try whatever anybody sells names under.
            if rng.random() < (0.5 if kind is short else 0.1):
                suffixes = rng.sample(registries, 60)
            names.extend((name(), rng.choice(suffixes)) for _ in range(batch))
    return {kind: list(dict.fromkeys(names)) for kind, names in made.items()}
