# SPDX-License-Identifier: Apache-2.0
"""Draws the share of generated names found against the rate of false alarms, as SVG."""
import math

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 720, 420, 64, 24, 24, 56
COLOURS = ("#0b6e99", "#b3541e")


def draw(path, curves, least=1e-4):
    """`curves`: {label: [(rate, share)]}; rates on a logarithmic axis from `least` to 1."""
    wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def x(rate):
        return LEFT + wide * (math.log10(rate) - math.log10(least)) / -math.log10(least)

    def y(share):
        return TOP + high * (1 - share)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13"'
        ' role="img" aria-label="Share of generated names found against the rate of false alarms">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>']
    for tenth in range(0, 11, 2):
        at = y(tenth / 10)
        out.append(f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="#dddddd"/>')
        out.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end" fill="#444444">{tenth / 10:.1f}</text>')
    for power in range(int(math.log10(least)), 1):
        at = x(10 ** power)
        out.append(f'<path d="M{at:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#dddddd"/>')
        out.append(f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle" fill="#444444">'
                   f'{"1" if power == 0 else f"1 in {10 ** -power:,}"}</text>')
    for i, (label, points) in enumerate(curves.items()):
        line = "L".join(f"{x(rate):.1f} {y(share):.1f}" for rate, share in points)
        dash = ' stroke-dasharray="7 4"' if i else ""
        out.append(f'<path d="M{line}" fill="none" stroke="{COLOURS[i]}" stroke-width="2.5"{dash}/>')
        at = HEIGHT - BOTTOM - 44 + 22 * i
        out.append(f'<path d="M{WIDTH - 330} {at}h36" stroke="{COLOURS[i]}" stroke-width="2.5"{dash}/>')
        out.append(f'<text x="{WIDTH - 286}" y="{at + 4}" fill="#222222">{label}</text>')
    out.append(f'<text x="{LEFT + wide / 2}" y="{HEIGHT - 12}" text-anchor="middle" fill="#222222">'
               'benign names that score as high</text>')
    out.append(f'<text x="18" y="{TOP + high / 2}" text-anchor="middle" fill="#222222" '
               f'transform="rotate(-90 18 {TOP + high / 2})">generated names found, mean of the families</text>')
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join([*out, "</svg>"]) + "\n")
