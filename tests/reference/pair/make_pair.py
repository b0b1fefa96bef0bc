#!/usr/bin/env python3
"""Writes the reference pair: staff.csv and clients.csv, the same bytes every time.

Only random() of a seeded generator is used, which Python promises never to change.
"""
import csv
import math
import random

rng = random.Random(41)

AGREE = {1: "Strongly disagree", 2: "Disagree", 3: "Neutral", 4: "Agree",
         5: "Strongly agree"}

# name, employees, customers, how much better than usual each side finds things
UNITS = [
    ("Aix, Mirabeau", 34, 150, 0.35, 0.30),
    ("Besançon", 21, 90, -0.20, -0.10),
    ('Brest "Siam"', 18, 120, 0.10, 0.25),
    ("Caen", 9, 41, -0.45, -0.35),
    ("Dijon", 27, 160, 0.00, 0.10),
    ("Épinal", 6, 17, 0.60, 0.20),
    ("Genève", 40, 210, -0.10, -0.40),
    ("Göteborg", 15, 66, 0.25, 0.05),
    ("København", 12, 48, -0.30, -0.20),
    ("Le Mans", 8, 22, 0.05, 0.35),
    ("Łódź", 24, 131, 0.15, -0.15),
    ("Metz", 3, 12, -0.60, 0.40),
    ("Nîmes", 31, 175, 0.20, 0.15),
    ("Orléans", 2, 9, 0.40, -0.50),
    ("Pau", 1, 30, 0.00, 0.00),
    ("Reims", 14, 1, 0.00, 0.00),
    ("Sète", 5, 4, 0.10, 0.10),
    ("Tours", 45, 260, -0.05, 0.05),
]
HEAD_OFFICE = "Siège"     # employees only
WEB_SHOP = "Boutique web"  # customers only


def normal():
    return math.sqrt(-2 * math.log(1 - rng.random())) * math.cos(2 * math.pi * rng.random())


def pick(values):
    return values[int(rng.random() * len(values))]


def answer(center, spread, low, high):
    return min(max(round(center + spread * normal()), low), high)


def may_miss(text, share=0.05):
    """The cell, or one of the ways to say nothing."""
    r = rng.random() / share
    if r >= 1:
        return text
    return ["", "", "-99", "-77", "Don't know", "N/A", "no answer"][int(7 * r)]


def comment():
    return pick(["", "", "", "fine; thanks", 'he said "no"', "two\nlines, really",
                 "déjà vu", "=1+1"])


def staff_row(number, unit, mood):
    agree = answer(3.6 + mood, 1.0, 1, 5)
    also = min(max(agree + pick([-1, 0, 0, 0, 1]), 1), 5)
    against = min(max(6 - agree + pick([-1, 0, 0, 1]), 1), 5)
    return [
        f"E{number:03d}",
        unit,
        pick(["yes"] * 24 + ["no"]),
        str(4 + int(rng.random() * 40)) if rng.random() > 0.05 else "1",
        may_miss(str(answer(7.0 + 2 * mood, 2.1, 0, 10))),
        may_miss(str(answer(6.6 + 2 * mood, 2.4, 0, 10)), 0.1),
        may_miss(AGREE[agree], 0.12),
        may_miss(AGREE[also], 0.12),
        may_miss(AGREE[against], 0.12),
        may_miss(str(answer(3.2 - mood, 1.5, 1, 7))),
        may_miss(AGREE[answer(3.9 + mood, 0.9, 1, 5)], 0.1),
        may_miss(f"{answer(5.0 + mood, 1.3, 1, 7)} - on the day", 0.1),
        may_miss(str(answer(3.3 + mood, 1.1, 1, 5))),
        comment(),
    ]


def client_row(number, unit, mood):
    half = answer(2 * (4.9 + mood), 2.2, 2, 14) / 2
    recommend = str(answer(7.3 + 2 * mood, 2.0, 0, 10))
    return [
        f"C{number:04d}",
        unit,
        may_miss(recommend if rng.random() > 0.004 else "11"),
        may_miss(str(answer(7.2 + 2 * mood, 2.0, 1, 10))),
        may_miss(str(answer(6.4 + 2 * mood, 2.2, 0, 10))),
        may_miss(str(answer(3.4 + mood, 1.0, 1, 5))),
        may_miss(str(answer(3.5 + mood, 1.1, 1, 5)), 0.3),
        may_miss(str(answer(3.7 + mood, 1.1, 1, 5)), 0.3),
        may_miss(f"{half:g}".replace(".", ",")),
        may_miss(str(answer(3.0 + mood, 1.2, 1, 5))),
        comment(),
    ]


def write(path, delimiter, header, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def shuffled(people):
    """Fisher-Yates on random() alone."""
    for i in range(len(people) - 1, 0, -1):
        j = int(rng.random() * (i + 1))
        people[i], people[j] = people[j], people[i]
    return people


staff = [(name, e) for name, n, _, e, _ in UNITS for _ in range(n)]
staff += [(HEAD_OFFICE, 0.2)] * 13 + [("", 0.0)] * 4
clients = [(name, c) for name, _, n, _, c in UNITS for _ in range(n)]
clients += [(WEB_SHOP, -0.3)] * 70 + [("", 0.1)] * 11

staff_rows = [staff_row(i + 1, *one) for i, one in enumerate(shuffled(staff))]
client_rows = [client_row(i + 1, *one) for i, one in enumerate(shuffled(clients))]

# Everybody of Sète says the same of the calm, on both sides: no variance, no test.
for row in staff_rows:
    if row[1] == "Sète":
        row[9] = "3"
for row in client_rows:
    if row[1] == "Sète":
        row[8] = "5"

write("staff.csv", ",", ["id", "store", "finished", "minutes", "recommend", "renew",
                         "heard_1", "heard_2", "heard_3", "calm", "tools_1", "tools_2",
                         "pay", "comment"], staff_rows)
write("clients.csv", ";", ["rid", "magasin", "nps", "fidelite", "ecoute", "rapidite",
                           "outil_1", "outil_2", "calme", "attente", "verbatim"], client_rows)
