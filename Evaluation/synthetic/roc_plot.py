# SPDX-License-Identifier: Apache-2.0
"""Draws the share of attacks found against false alarms while a limit moves, as SVG, in the look of plot.py."""
import html
import math

from plot import BOTTOM, COLOURS, DASHES, HEIGHT, LEFT, RIGHT, TOP, WIDTH

GAP, NONE = 28, 30  # between the halves, and the room for what raises nothing


def draw(path, curve, points, days):
    """`points` in the order of the limit's values; `days`: {crowd: entity-days}, one half of the picture each."""
    foot = 20 * len(curve.series) + 10
    tall = HEIGHT + foot
    high, half = HEIGHT - TOP - BOTTOM - 16, (WIDTH - LEFT - RIGHT - GAP) / len(days)
    top = TOP + 16
    title = f"Share of attacks found against false alarms, as {curve.knob} moves"
    said = "; ".join(f"{curve.knob} {point.value:,}: found " +
                     ", ".join(f"{point.hits[label] / curve.tries * 100:.0f} %" for label in curve.series) + ", false alarms " +
                     ", ".join(f"{name} {point.alarms[name]}" for name in days) for point in points)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {tall}" font-family="sans-serif" '
           f'font-size="13" role="img" aria-labelledby="t d">',
           f'<title id="t">{html.escape(title)}</title>', f'<desc id="d">{html.escape(said)}</desc>',
           f'<rect width="{WIDTH}" height="{tall}" fill="#ffffff"/>']

    def y(share):
        return top + high * (1 - share)
    for place, (name, count) in enumerate(days.items()):
        left = LEFT + place * (half + GAP)
        half_of(out, curve, points, name, count, left, half, y, top, high)
        out.append(f'<text x="{left + half / 2:.1f}" y="{TOP + 4}" text-anchor="middle" fill="#222222">'
                   f'{html.escape("ordinary instances" if name == "ordinary" else name)}</text>')
    for fifth in range(6):
        out.append(f'<text x="{LEFT - 8}" y="{y(fifth / 5) + 4:.1f}" text-anchor="end" fill="#444444">{fifth * 20} %</text>')
    axis = HEIGHT - BOTTOM + 38
    out.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2:.1f}" y="{axis}" text-anchor="middle" fill="#222222">'
               f'false alarms an instance and day; marks are values of {html.escape(curve.knob)}, the ring is {curve.usual:,}</text>')
    out.append(f'<text x="18" y="{top + high / 2:.1f}" text-anchor="middle" fill="#222222" '
               f'transform="rotate(-90 18 {top + high / 2:.1f})">attacks found</text>')
    for i, label in enumerate(curve.series):
        at, dash = HEIGHT + 8 + 20 * i, f' stroke-dasharray="{DASHES[i]}"' if DASHES[i] else ""
        out.append(f'<path d="M{LEFT} {at}h36" stroke="{COLOURS[i]}" stroke-width="2.5"{dash}/>')
        out.append(f'<text x="{LEFT + 44}" y="{at + 4}" fill="#222222">{html.escape(label)}</text>')
    path.write_text("\n".join([*out, "</svg>"]) + "\n", encoding="utf-8")


def half_of(out, curve, points, name, days, left, wide, y, top, high):
    """One half: a logarithmic axis from one false alarm in all days on, and left of it what raises none."""
    least, most = 1 / days, max(2 / days, max(point.alarms[name] for point in points) / days)
    least, most = 10 ** math.floor(math.log10(least)), 10 ** math.ceil(math.log10(most) - 1e-9)
    begin = left + NONE

    def x(alarms):
        if not alarms:
            return left + NONE / 2
        return begin + (wide - NONE - 8) * (math.log10(alarms / days) - math.log10(least)) / (math.log10(most) - math.log10(least))
    for fifth in range(6):
        out.append(f'<path d="M{left:.1f} {y(fifth / 5):.1f}h{wide:.1f}" stroke="#dddddd"/>')
    bottom = top + high
    out.append(f'<path d="M{begin - 4:.1f} {top}V{bottom}" stroke="#888888" stroke-dasharray="2 3"/>')
    out.append(f'<text x="{left + NONE / 2:.1f}" y="{bottom + 18}" text-anchor="middle" fill="#444444">none</text>')
    for power in range(round(math.log10(least)), round(math.log10(most)) + 1):
        at = x(10 ** power * days)
        out.append(f'<path d="M{at:.1f} {top}V{bottom}" stroke="#dddddd"/>')
        # The first one stands beside the word.
        anchor, aside = ("start", 5) if at < left + NONE + 24 else ("middle", 0)
        out.append(f'<text x="{at + aside:.1f}" y="{bottom + 18}" text-anchor="{anchor}" fill="#444444">{10 ** power:g}</text>')
    for i, label in enumerate(curve.series):
        places = [(x(point.alarms[name]), y(point.hits[label] / curve.tries), point.value) for point in points]
        line = "L".join(f"{px:.1f} {py:.1f}" for px, py, _ in places)
        dash = f' stroke-dasharray="{DASHES[i]}"' if DASHES[i] else ""
        out.append(f'<path d="M{line}" fill="none" stroke="{COLOURS[i]}" stroke-width="2.2"{dash}/>')
        for px, py, value in places:
            out.append(f'<circle cx="{px:.1f}" cy="{py:.1f}" r="2.6" fill="{COLOURS[i]}"/>')
        if not i:
            labels(out, places, y(0))
        for px, py, value in places:
            if value == curve.usual:
                out.append(f'<circle cx="{px:.1f}" cy="{py:.1f}" r="7" fill="none" stroke="{COLOURS[i]}" stroke-width="2"/>')


def labels(out, places, bottom):
    """Values of the limit beside the marks of one series, as far as there is room."""
    taken = []
    for px, py, value in places:
        at = (px, py - 9 if py > bottom - 20 else py + 16)
        if any(abs(at[0] - x) < 34 and abs(at[1] - y) < 12 for x, y in taken):
            continue
        taken.append(at)
        out.append(f'<text x="{at[0]:.1f}" y="{at[1]:.1f}" text-anchor="middle" font-size="10" fill="#444444">{value:,}</text>')
