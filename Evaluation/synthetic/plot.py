# SPDX-License-Identifier: Apache-2.0
"""Draws the share of attacks found against their strength, as SVG, in the look of Models/dga/plot.py."""
import html
import math

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 720, 420, 64, 24, 24, 56
# Told apart by dash and mark as well as by colour, on a ground of its own: readable on light pages and on dark ones.
COLOURS = ("#0b6e99", "#b3541e", "#5b3f8c", "#2f6b2f", "#8a1c4a")
DASHES = ("", "7 4", "2 4", "10 3 2 3", "4 2")


def draw(path, scenario, curves):
    """`curves`: {label: [(strength, share, low, high)]}. The legend goes to the left or right, where there is room."""
    wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    strengths = scenario.strengths
    scale = math.log if scenario.is_log else float
    least, most = scale(strengths[0]), scale(strengths[-1])

    def x(strength):
        return LEFT + 12 + (wide - 24) * (scale(strength) - least) / (most - least)

    def y(share):
        return TOP + high * (1 - share)
    title = f"Share of attacks found, by {scenario.axis}"
    words = "; ".join(f"{label}: " + ", ".join(f"{s:,} {share * 100:.0f} %" for s, share, _, _ in points)
                      for label, points in curves.items())
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
           f'font-size="13" role="img" aria-labelledby="t d">',
           f'<title id="t">{html.escape(title)}</title>', f'<desc id="d">{html.escape(words)}</desc>',
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>']
    for fifth in range(6):
        at = y(fifth / 5)
        out.append(f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="#dddddd"/>')
        out.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end" fill="#444444">{fifth * 20} %</text>')
    last = -math.inf
    for strength in strengths:
        at = x(strength)
        if at - last < 40:
            continue
        last = at
        out.append(f'<path d="M{at:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#dddddd"/>')
        out.append(f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle" fill="#444444">{strength:,}</text>')
    # One setting for all, or one for each series, whose label says it.
    limits = scenario.limit if isinstance(scenario.limit, dict) else {}
    for i, label in enumerate(curves):
        if label in limits:
            at = x(limits[label])
            out.append(f'<path d="M{at:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="{COLOURS[i]}" stroke-width="1.5" '
                       'stroke-dasharray="3 3"/>')
    if isinstance(scenario.limit, (int, float)):
        at = x(scenario.limit)
        out.append(f'<path d="M{at:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#222222" stroke-width="1.5" stroke-dasharray="3 3"/>')
        out.append(f'<text x="{at + 6:.1f}" y="{HEIGHT - BOTTOM - 8}" fill="#222222">setting: {scenario.limit:,}</text>')
    labels = {label: label + (f", setting: {limits[label]:,}" if label in limits else "") for label in curves}
    wide_label = max(len(label) for label in labels.values()) * 7 + 60
    # The place that least of the curves lies in.
    room = 22 * len(curves)

    def crowd(left, top):
        count = 0
        for points in curves.values():
            for (s, share, _, _), (t, other, _, _) in zip(points, points[1:]):
                for k in range(21):
                    px, py = x(s) + (x(t) - x(s)) * k / 20, y(share) + (y(other) - y(share)) * k / 20
                    count += left - 8 <= px <= left + wide_label + 8 and top - 8 <= py <= top + room + 4
        return count
    places = [(left, top) for top in (TOP + high // 2 - room // 2, HEIGHT - BOTTOM - 26 - room, TOP + 20)
              for left in range(LEFT + 16, WIDTH - RIGHT - wide_label + 1, 12)]
    left, top = min(places, key=lambda place: crowd(*place))
    out.append(f'<rect x="{left - 6}" y="{top - 6}" width="{wide_label + 4}" height="{22 * len(curves) + 6}" '
               'fill="#ffffff" fill-opacity="0.85"/>')
    for i, points in enumerate(curves.values()):
        for strength, _, low, up in points:
            out.append(f'<path d="M{x(strength):.1f} {y(low):.1f}V{y(up):.1f}" stroke="{COLOURS[i]}" stroke-width="1.2" '
                       'stroke-opacity="0.5"/>')
        line = "L".join(f"{x(s):.1f} {y(share):.1f}" for s, share, _, _ in points)
        dash = f' stroke-dasharray="{DASHES[i]}"' if DASHES[i] else ""
        out.append(f'<path d="M{line}" fill="none" stroke="{COLOURS[i]}" stroke-width="2.5"{dash}/>')
        out += [f'<circle cx="{x(s):.1f}" cy="{y(share):.1f}" r="2.6" fill="{COLOURS[i]}"/>' for s, share, _, _ in points]
    for i, label in enumerate(labels.values()):
        at, dash = top + 8 + 22 * i, f' stroke-dasharray="{DASHES[i]}"' if DASHES[i] else ""
        out.append(f'<path d="M{left} {at}h36" stroke="{COLOURS[i]}" stroke-width="2.5"{dash}/>')
        out.append(f'<text x="{left + 44}" y="{at + 4}" fill="#222222">{html.escape(label)}</text>')
    out.append(f'<text x="{LEFT + wide / 2}" y="{HEIGHT - 12}" text-anchor="middle" fill="#222222">'
               f'{html.escape(scenario.axis)}</text>')
    out.append(f'<text x="18" y="{TOP + high / 2}" text-anchor="middle" fill="#222222" '
               f'transform="rotate(-90 18 {TOP + high / 2})">attacks found (bars: 95 % intervals)</text>')
    path.write_text("\n".join([*out, "</svg>"]) + "\n", encoding="utf-8")
