# SPDX-License-Identifier: Apache-2.0
"""What scripts write into the pages of detectors: between two marks each, and nothing else."""
import pathlib
import textwrap

FOLDER = pathlib.Path(__file__).resolve().parent.parent.parent / "Documentation/detections"


def begin(mark):
    return f"<!-- {mark}: begin -->"


def end(mark):
    return f"<!-- {mark}: end -->"


def wrap(text):
    return textwrap.fill(text, 130, break_long_words=False, break_on_hyphens=False)


def rewrite(page, mark, text):
    """Puts a section, marks included, in place of the one before, or at the end of the page."""
    path = FOLDER / f"{page}.md"
    content = path.read_text(encoding="utf-8")
    if begin(mark) in content:
        start, stop = content.index(begin(mark)), content.index(end(mark)) + len(end(mark))
        content = content[:start] + text + content[stop:]
    else:
        content = content.rstrip("\n") + "\n\n" + text + "\n"
    path.write_text(content, encoding="utf-8")
