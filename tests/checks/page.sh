#!/bin/sh
# The page and its pictures from outside: well formed, closed to the network by a policy
# that names its own style sheet, and every figure in its tables is the JSON report's.
set -eu
source_dir=$1
tool=$2/symbar

command -v python3 >/dev/null || {
    echo "skipped: no python3"
    exit 77
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pictures="mirror symmetry shares units funnel waves drivers"
set -- -o "$work/report.html" -o "$work/report.json"
for name in $pictures; do
    set -- "$@" -o "$work/chart-$name.svg"
done
"$tool" report "$source_dir/data/hotels/symbar.json" -q "$@"

python3 - "$work" "$source_dir" <<'PYTHON'
import base64
import glob
import hashlib
import html.parser
import json
import re
import sys
import xml.etree.ElementTree
from decimal import ROUND_HALF_UP, Decimal

work, source = sys.argv[1:]
page = open(work + "/report.html", encoding="utf-8").read()
report = json.load(open(work + "/report.json", encoding="utf-8"), parse_float=Decimal)
failed = False


def complain(text):
    global failed
    print(text)
    failed = True


# -- well formed ------------------------------------------------------------------------

for path in glob.glob(work + "/*.svg"):
    xml.etree.ElementTree.parse(path)
VOID = {"meta", "br"}
# In a table a cell ends where the next one begins, and so do rows and groups of rows.
ENDED_BY = {"td": ("td", "th"), "th": ("td", "th"), "tr": ("td", "th", "tr"),
            "tbody": ("td", "th", "tr", "thead", "tbody"), "/table": ("td", "th", "tr", "thead", "tbody")}
# Bytes of the sample's page, which has 30 units and 7 dimensions.
MOST_BYTES = 80000


class Outline(html.parser.HTMLParser):
    """Balanced tags, and the tables as lists of rows of texts."""

    def __init__(self):
        super().__init__()
        self.open, self.tables, self.summary = [], [], ""

    def handle_starttag(self, tag, attributes):
        self.imply_ends(tag)
        if tag not in VOID:
            self.open.append(tag)
        if tag == "table":
            self.tables.append((self.summary, []))
        elif tag == "tr":
            self.tables[-1][1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][1][-1].append("")
        elif tag == "summary":
            self.summary = ""

    def imply_ends(self, tag):
        while self.open and self.open[-1] in ENDED_BY.get(tag, ()):
            self.open.pop()

    def handle_endtag(self, tag):
        self.imply_ends("/" + tag)
        if not self.open or self.open.pop() != tag:
            complain(f"</{tag}> closes something else at {self.getpos()}")

    def handle_data(self, data):
        if {"td", "th"} & set(self.open[-2:]):
            self.tables[-1][1][-1][-1] += data
        if self.open and self.open[-1] == "summary":
            self.summary += data


outline = Outline()
outline.feed(page)
if outline.open:
    complain(f"left open: {outline.open}")

# -- nothing from elsewhere -------------------------------------------------------------

style = re.search("<style>(.*?)</style>", page, re.S).group(1)
digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
if f"style-src 'sha256-{digest}'" not in page:
    complain("the policy does not name the style sheet")
if re.search(r"https?:|<script|\sstyle=|url\(", page):
    complain("the page asks for something")

if len(page.encode()) > MOST_BYTES:
    complain(f"the page has {len(page.encode())} bytes, more than {MOST_BYTES}")

# -- every figure is the JSON report's ---------------------------------------------------


def shown(value, places, signed=False):
    if value is None:
        return "\u2013"
    number = Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{abs(number)}"
    if number == 0:
        return text
    return ("\u2212" if number < 0 else "+" if signed else "") + text


def find(scope, label, unit=None):
    for row in report["results"]:
        if (row["scope"], row["label"], row["unit"]) == (scope, label, unit):
            return row
    complain(f"no row for {scope} {label} {unit}")


def index(row, side):
    return (row[side].get("index") or {}).get("value")


def table(summary, occurrence=0):
    found = [rows for name, rows in outline.tables if name == summary]
    if len(found) <= occurrence:
        complain(f"no table '{summary}'")
        return [[]]
    return found[occurrence]


compared = 0


def compare(where, found, expected):
    global compared
    compared += 1
    if found.strip() != expected:
        complain(f"{where}: '{found}' on the page, {expected} in the JSON report")


head, *rows = table("Dimensions, widest gap first")
for cells in rows:
    named = dict(zip(head, cells))
    row = find("overall", named["Dimension"])
    for side in ("employees", "customers"):
        compare(named["Dimension"], named[side.capitalize()], shown(index(row, side), 1))
    gap = row["gap"]["index"] or {}
    compare(named["Dimension"], named["Gap"], shown(gap.get("value"), 1, True))

head, *rows = next(rows for _, rows in outline.tables if rows[0][0].strip() == "Unit")
for unit, *cells in rows:
    unit = unit.strip()
    for label, cell in zip(head[1:], cells):
        row = find("unit", label.strip(), unit)
        gap = (row["gap"].get("index") or {}).get("value")
        expected = ("suppr." if row["gap"]["status"] == "suppressed"
                    else shown(gap, 1, True))
        compare(f"{unit}, {label}", cell.split("\u00b1")[0], expected)

shares = [rows for name, rows in outline.tables if rows[0][:2] == ["Dimension", "Side"]]
for label, side, *cells in shares[0][1:]:
    cells = [cell.strip() for cell in cells]
    figures = find("overall", label)[side.lower()]
    nps, top = figures["nps"], figures["top_box"]
    parts = [nps and nps[name] for name in ("detractors", "passives", "promoters")]
    for cell, value in zip(cells, parts + [top and top["value"]]):
        compare(f"{label}, {side}", cell.replace(" %", ""),
                "" if value is None else shown(value, 0))

labels = {row["dimension"]: row["label"] for row in report["results"]}
for link in report["linkage"]:
    r, concordance = link["pearson"], link["concordance"]["value"]
    words = (f"{link['units']} units, r {shown(r['value'], 2)} ({shown(r['low'], 2)} to "
             f"{shown(r['high'], 2)}), concordance {shown(concordance, 2)}")
    found = re.search(f">{labels[link['dimension']]}</text>.*?>([^<]* units, [^<]*)<", page)
    compare(f"symmetry of {link['dimension']}", found.group(1) if found else "", words)

labels = {row["dimension"]: row["label"] for row in report["results"]}
sets = [rows for name, rows in outline.tables if rows[0][3:4] == ["Share"]]
expected = []
for drivers in report["drivers"]:
    for driver in sorted(drivers["dimensions"], key=lambda d: -d["share"]["value"]):
        expected.append((labels[driver["dimension"]], shown(driver["r"]["value"], 2, True),
                         shown(driver["share"]["value"], 0) + " %"))
found = [cells for cells in sets[0][1:] if len(cells) > 1]
if len(found) != len(expected):
    complain(f"{len(found)} drivers on the page, {len(expected)} in the JSON report")
for cells, (label, r, share) in zip(found, expected):
    compare("drivers", cells[0], label)
    compare(f"drivers, {label}", cells[1], r)
    compare(f"drivers, {label}", cells[3], share)

if compared < 250:
    complain(f"only {compared} figures were compared")
sys.exit(failed)
PYTHON
