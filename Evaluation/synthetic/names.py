# SPDX-License-Identifier: Apache-2.0
"""Made-up names. The words are common English ones; none of the names is looked up anywhere."""

WORDS = """able acid after air apple arch art ash back ball band bank base bay bear bell best bird blue boat bold book
border box brave bread brick bridge bright brook brown cable calm camp card care castle chain chair city clean clear
clever climb cloud coast cold color cook copper corn crown dance dark data dawn day deep delta desk door dream drop
eagle early earth east echo edge elm ember engine even ever fair farm fast field fine fire first fish flag flat fleet
forest fox fresh frost game garden gate gift glass gold good grand green grid group grove guide hall hand happy harbor
hawk hill home honey horn house ice inn iron island jade jolly key kind king lake lamp land leaf light lime line lion
live long loop lucky lunar maple mark market mill mint mist moon nest next night north oak ocean olive open orange pearl
pine pixel plain planet point pond port prime pure quick quiet rain rapid raven red ridge ring river road rock root rose
round royal safe sage sail salt sand seed shade sharp shell shine shop silk silver sky slate small smart snow soft solar
sound south spark spring star steel stone storm stream street summer sun swift table tea tide timber tower town trail
travel tree true urban valley velvet view village vine wave west white wild wind wing winter wise wolf wood world yard
young zen""".split()

SUFFIXES = ["com", "net", "org", "de", "io", "co.uk", "fr", "info"]
BASE32 = "abcdefghijklmnopqrstuvwxyz234567"
LETTERS = BASE32[:26]


def company(chance):
    """A name that somebody chose."""
    form = chance.random()
    words = chance.sample(WORDS, 2)
    label = (words[0] + words[1] if form < 0.6 else "-".join(words) if form < 0.8 else
             words[0] + str(chance.randrange(1, 100)) if form < 0.9 else
             words[0][:4] + words[1][:3] + chance.choice(["ly", "ify", "o", "a", "er"]))
    return f"{label}.{chance.choice(SUFFIXES)}"


def typo(chance, name):
    """The name with a slip of the finger."""
    label, rest = name.split(".", 1)
    at = chance.randrange(len(label) - 1)
    form = chance.random()
    if form < 0.4:
        return f"{label[:at]}{label[at + 1]}{label[at]}{label[at + 2:]}.{rest}"
    return f"{label[:at]}{label[at] * 2 if form < 0.7 else ''}{label[at + 1:]}.{rest}"


def random_label(chance, least, most, symbols=LETTERS):
    return "".join(chance.choice(symbols) for _ in range(chance.randint(least, most)))
