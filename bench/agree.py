#!/usr/bin/env python3
"""agree.py REPORT.json PEER.csv...: do the peers' counts, means and variances per unit
and dimension agree with the report's? What the report hides is not compared."""
import csv
import json
import sys

FIGURES = ("n", "mean", "var")


def read_report(path):
    with open(path, encoding="utf-8") as file:
        rows = json.load(file)["results"]
    figures = {}
    for row in rows:
        for side in ("employees", "customers"):
            score = row[side]
            if row["scope"] == "unit" and score["status"] == "ok":
                figures[row["unit"], row["dimension"], side[0]] = (
                    score["n"], score["mean"]["value"], score["mean"]["sd"] ** 2)
    return figures


def worst_difference(report, path):
    worst, compared = 0.0, 0
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for side in "ce":
                ours = report.get((row["unit"], row["dimension"], side))
                if ours is None:
                    continue
                theirs = [float(row[f"{figure}_{side}"]) for figure in FIGURES]
                worst = max([worst] + [abs(a - b) for a, b in zip(ours, theirs)])
                compared += 1
    return worst, compared


def main(report_path, *peers):
    report = read_report(report_path)
    bad = False
    for path in peers:
        worst, compared = worst_difference(report, path)
        agrees = compared > 0 and worst < 1e-6
        bad |= not agrees
        print(f"{'agrees' if agrees else 'DIFFERS'}: {path}, {compared} cells, "
              f"largest difference {worst:.1e}")
    sys.exit(bad)


main(*sys.argv[1:])
