"""
Counts ``capitals.tsv``: how often a word is written with a capital within sentences.

``python data/lexicon/count_capitals.py FOLDER`` reads the ``.txt`` files of a folder of news text. Marks
of the form ``[surface|KIND]`` are read as their surface. The same text gives the same bytes.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))
from geomap.mentions.tokens import split_tokens  # noqa: E402 - found through the line above

LEAST_SEEN = 3
"""A word that was seen less often within sentences tells nothing."""
MARK = re.compile(r"\[([^\[\]|]+)\|[A-Z]\]")
DIVIDER = "==="


def read_texts(folder: Path) -> list[str]:
    """Read the paragraphs of all text files, without marks and without the lines between documents."""
    lines: list[str] = []
    for path in sorted(folder.glob("*.txt")):
        lines += MARK.sub(r"\1", path.read_text(encoding="utf-8")).splitlines()
    return [line for line in lines if line.strip() and line.strip() != DIVIDER]


def count_capitals(texts: list[str]) -> dict[str, int]:
    """Give, for each folded word that was seen often enough, the share of capitals in whole tenths."""
    seen: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in texts:
        tokens = split_tokens(text)
        for n, word in enumerate(tokens.folded):
            if tokens.first[n] or tokens.shouted[n] or not word.isalpha():
                continue
            seen[word] += 1
            capital[word] += tokens.is_capital(n)
    return {word: round(10 * capital[word] / count) for word, count in sorted(seen.items()) if count >= LEAST_SEEN}


if __name__ == "__main__":
    found = count_capitals(read_texts(Path(sys.argv[1])))
    lines = [f"{word}\t{tenths}\n" for word, tenths in found.items()]
    (HERE / "capitals.tsv").write_text("".join(lines), encoding="utf-8")
    print(f"{len(lines)} words")
