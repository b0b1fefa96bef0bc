#!/usr/bin/env python3
"""Makes the sample study's two exports, data/hotels/staff.csv and data/hotels/guests.csv.

    python3 data/make_sample.py [FOLDER]

FOLDER is where the two files go, by default the folder `hotels` beside this script. The same
bytes come out every time, on every machine and with every Python from 3.8 on: the random
numbers are made here with whole-number arithmetic, and nothing depends on a clock, a locale or
the order of a set. README.md beside this file says what is planted in the data.

Everything in it is invented: the group, the hotels, the people and what they say.
"""

import io
import math
import os
import sys

SEED = 20260406


class Dice:
    """SplitMix64 (Steele, Lea & Flood 2014), so that no release of Python changes the data."""

    MASK = (1 << 64) - 1

    def __init__(self, seed):
        self.state = seed

    def bits(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & self.MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & self.MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & self.MASK
        return z ^ (z >> 31)

    def uniform(self):
        return (self.bits() >> 11) / float(1 << 53)

    def below(self, count):
        return int(self.uniform() * count)

    def chance(self, share):
        return self.uniform() < share

    def normal(self):
        """Close to a standard normal: a sum of twelve uniforms needs no logarithm, whose last
        digit differs between C libraries."""
        return sum(self.uniform() for _ in range(12)) - 6.0

    def pick(self, items):
        return items[self.below(len(items))]

    def pick_weighted(self, pairs):
        draw = self.uniform() * sum(weight for _, weight in pairs)
        for item, weight in pairs:
            draw -= weight
            if draw < 0:
                return item
        return pairs[-1][0]


# The name in the staff export, the employees and the guests who were asked and answered, and
# how the booking system writes the name in the guest export (None: the same).
HOTELS = [
    ("Aéroport 2 – Roissy", 38, 262, "Aéroport 02 – Roissy"),
    ("Albergo Città Alta – Bergamo", 17, 128, "Albergo Citta Alta – Bergamo"),
    ("Auberge du Lac – Annecy", 14, 118, None),
    ("Canal House – Amsterdam", 29, 214, "CANAL HOUSE – AMSTERDAM"),
    ("Casa do Rio – Porto", 20, 146, None),
    ("Haus am Düsselufer – Düsseldorf", 27, 183, None),
    ("Hotel Plaza del Carmen – Málaga", 24, 171, None),
    ("Hotel São Bento – Lisboa", 31, 224, None),
    ("Hôtel Bellecour – Lyon", 36, 248, None),
    ("Hôtel de Bretagne – Rennes", 22, 158, None),
    ("Hôtel de l'Europe – Strasbourg", 34, 237, "Hôtel de l'Europe –  Strasbourg"),
    ("Hôtel de la Plage – Biarritz", 41, 283, "Biarritz Plage"),
    ("Hôtel des Arènes – Nîmes", 19, 139, "Hotel des Arenes – Nimes"),
    ("Hôtel des Remparts – Saint-Malo", 26, 197, None),
    ("Hôtel du Capitole – Toulouse", 30, 216, None),
    ("Hôtel du Vieux-Port – Marseille", 37, 241, "Hôtel du Vieux-Port\u00a0– Marseille"),
    ("Hôtel Île Feydeau – Nantes", 25, 176, None),
    ("Hôtel Mont Blanc – Chamonix", 28, 203, None),
    ("Hôtel Opéra – Paris", 44, 297, "Paris Opéra"),
    ("Hôtel Porte de Gand – Lille", 21, 152, None),
    ("Hôtel Promenade – Nice", 39, 266, "hôtel promenade – nice"),
    ("Hôtel Sablon – Bruxelles", 23, 169, None),
    ("Le Grand Hôtel – Cabourg", 33, 230, None),
    ("Moulin d'Étretat – Étretat", 8, 71, None),
    ("Quayside – Bristol", 18, 134, None),
    ("Refuge des Écrins – Vallouise", 3, 46, None),
    ("Villa Garonne – Bordeaux", 16, 121, None),
    ("Villa Les Genêts – Île d'Yeu", 4, 52, None),
]
HEAD_OFFICE = ("Siège – Paris", 21)
FRANCHISE = ("Chalet des Aravis – La Clusaz", 64)

# A share of one hotel's guests booked under its old name, which the alias table knows.
OLD_NAME = {"Le Grand Hôtel – Cabourg": ("Grand Hotel Cabourg (ancien)", 0.3)}

# What is true of each dimension: the mean answer of each side on its scale before it is cut to
# whole answers, the spread of respondents around their hotel, the spread of the hotels, and how
# strongly the hotels' effects on both sides share one cause (0: not at all, 1: entirely).
#               staff             guests            link
TRUTH = {
    "recommend":   ((6.75, 2.1, 0.55), (7.85, 1.9, 0.50), 0.35),
    "recognition": ((3.42, 1.0, 0.40), (4.02, 0.9, 0.26), 0.75),
    "listening":   ((3.50, 1.0, 0.36), (3.86, 1.0, 0.22), 0.40),
    "cleanliness": ((4.06, 0.9, 0.20), (4.06, 0.9, 0.18), 0.20),
    "problems":    ((4.16, 0.9, 0.20), (3.50, 1.1, 0.22), 0.10),
    "arrival":     ((3.70, 1.0, 0.18), (4.16, 0.9, 0.16), 0.10),
    "tools":       ((3.35, 1.0, 0.30), None, 0.0),
}
HALO = 0.45  # how much of a respondent's spread is a mood that colours all their answers

AGREEMENT = ["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"]
DEPARTMENTS = [("Front desk", 24), ("Housekeeping", 27), ("Restaurant", 19), ("Kitchen", 13),
               ("Maintenance", 7), ("Spa", 4), ("Management", 6)]
FRONT_OF_HOUSE = {"Front desk", "Restaurant", "Spa", "Management"}
TENURES = [("< 1 year", 22), ("1-3 years", 31), ("4-10 years", 29), ("> 10 years", 18)]
PURPOSES = [("Loisirs", 58), ("Affaires", 31), ("Événement", 11)]

STAFF_COMMENTS = [
    "Good team, we help each other.",
    "More staff at weekends, please.",
    "The new rota is better than the old one.",
    "We hear about changes after the guests do.",
    'They say "my door is always open", and it is.',
    "The lift, the trolleys, the laundry: all of it is old.",
    "Thank you is free.\nWe could say it more often.",
    'I was told "maybe next season", again.',
    "Nothing to add",
    "- the linen arrives late\n- the lift is slow\n- the rest is fine",
    "Très bonne ambiance, mais trop de réunions.",
    "Buen equipo, poca comunicación con la central.",
    "Wir lösen Probleme schnell, finde ich.",
]
GUEST_COMMENTS = [
    "Très bon séjour, merci à toute l'équipe.",
    "Chambre impeccable ; petit-déjeuner un peu cher.",
    "Personne n'a rappelé au sujet de la climatisation.",
    'On nous a dit « demain », puis "demain" encore.',
    "Accueil souriant.\nOn s'est senti attendu.",
    "Lovely welcome, tired carpets.",
    'The shower was cold; the answer was "we know".',
    "Schönes Haus, sehr freundliches Personal.",
    "Todo perfecto; volveremos.",
    "La vue !!!",
    "RAS",
    "Points positifs :\n- la propreté\n- le calme\n\nPoint négatif : le parking",
    "Ottima posizione, stanza silenziosa.",
    "Demande de lit bébé oubliée, puis réglée en dix minutes.",
]


def unit_effects(dice):
    """For each hotel and dimension the effects on staff and guests, in the scale's units."""
    effects = {}
    names = [hotel[0] for hotel in HOTELS] + [HEAD_OFFICE[0], FRANCHISE[0]]
    for name in names:
        climate = dice.normal()  # how the hotel treats people, whoever they are
        effects[name] = {}
        for dimension, (staff, guests, link) in TRUTH.items():
            rest = math.sqrt(1.0 - link)
            share = math.sqrt(link)
            staff_effect = staff[2] * (share * climate + rest * dice.normal())
            guest_effect = guests[2] * (share * climate + rest * dice.normal()) if guests else 0.0
            effects[name][dimension] = (staff_effect, guest_effect)
    return effects


def answer(dice, truth, effect, mood, low, high):
    mean, spread, _ = truth
    noise = HALO * mood + math.sqrt(1.0 - HALO * HALO) * dice.normal()
    level = int(mean + effect + spread * noise + 0.5)
    return max(low, min(high, level))


def recommendation(dice, truth, effect, mood, fed_up):
    """0 to 10. A few people (`fed_up`, a share) are done with the place, whatever the rest say."""
    if dice.chance(fed_up):
        return dice.below(4)
    return answer(dice, truth, effect, mood, 0, 10)


def first_kind(dice, kinds):
    """One of the ways not to answer, each with its share, or None."""
    draw = dice.uniform()
    for text, share in kinds:
        if draw < share:
            return text
        draw -= share
    return None


def agreement(level):
    return AGREEMENT[level - 1]


def staff_answers(dice, effects, is_front):
    mood = dice.normal()

    def level(dimension):
        return answer(dice, TRUTH[dimension][0], effects[dimension][0], mood, 1, 5)

    def cell(text, *kinds):
        missing = first_kind(dice, kinds)
        return text if missing is None else missing

    score = recommendation(dice, TRUTH["recommend"][0], effects["recommend"][0], mood, 0.03)
    blank = ("", 0.015)
    refused = ("Prefer not to say", 0.02)
    return [
        cell(str(score), blank, refused),
        cell(agreement(level("recognition")), blank, refused),
        cell(agreement(level("listening")), blank, ("Don't know", 0.01)),
        cell(agreement(6 - level("listening")), ("", 0.03), ("Don't know", 0.02)),
        cell(str(level("cleanliness")), blank),
        cell(str(level("problems")), blank, ("Don't know", 0.03), ("Not applicable", 0.05)),
        cell(str(level("arrival")), blank, ("Don't know", 0.02)) if is_front else "-66",
        cell(agreement(level("tools")), blank, ("Not applicable", 0.01)),
    ]


def guest_answers(dice, effects):
    mood = dice.normal()

    def level(dimension):
        return answer(dice, TRUTH[dimension][1], effects[dimension][1], mood, 1, 5)

    def cell(text, *kinds):
        missing = first_kind(dice, kinds)
        return text if missing is None else missing

    score = recommendation(dice, TRUTH["recommend"][1], effects["recommend"][1], mood, 0.02)
    ends = {0: "0 - Pas du tout probable", 10: "10 - Très probable"}
    blank = ("", 0.02)
    return [
        cell(ends.get(score, str(score)), blank, ("Ne souhaite pas répondre", 0.008)),
        cell(str(level("recognition")), blank, ("Ne sait pas", 0.02)),
        cell(str(level("listening")), blank, ("-66", 0.30), ("Ne sait pas", 0.02)),
        cell(str(level("cleanliness")), blank),
        cell(str(level("problems")), blank, ("Sans objet", 0.52)),
        cell(str(level("arrival")), blank, ("Sans objet", 0.04)),
    ]


def unfinished(dice, answers):
    """Somebody who left: nothing from some question on."""
    stop = dice.below(len(answers))
    return [text if index < stop else "" for index, text in enumerate(answers)]


def staff_rows(dice, effects):
    people = [(name, staff) for name, staff, _, _ in HOTELS] + [HEAD_OFFICE]
    rows = []
    for name, count in people:
        number = 0
        while number < count:
            is_finished = not dice.chance(0.04)
            number += is_finished
            department = ("Head office" if name == HEAD_OFFICE[0]
                          else dice.pick_weighted(DEPARTMENTS))
            answers = staff_answers(dice, effects[name], department in FRONT_OF_HOUSE)
            comment = dice.pick(STAFF_COMMENTS) if is_finished and dice.chance(0.35) else ""
            rows.append(["R_%010x" % (dice.bits() >> 24), "True" if is_finished else "False",
                         name, department, dice.pick_weighted(TENURES)]
                        + (answers if is_finished else unfinished(dice, answers)) + [comment])
    return shuffled(dice, rows)


def guest_hotel_name(dice, name, spelling):
    old_name, share = OLD_NAME.get(name, (None, 0.0))
    if old_name and dice.chance(share):
        return old_name
    if dice.chance(0.003):
        return ""
    return spelling or name


def guest_rows(dice, effects):
    hotels = [(name, guests, spelling) for name, _, guests, spelling in HOTELS]
    hotels.append((FRANCHISE[0], FRANCHISE[1], None))
    rows = []
    for name, count, spelling in hotels:
        number = 0
        while number < count:
            is_finished = not dice.chance(0.05)
            number += is_finished
            answers = guest_answers(dice, effects[name])
            comment = dice.pick(GUEST_COMMENTS) if is_finished and dice.chance(0.25) else ""
            rows.append(["%02d/%02d/2026" % (1 + dice.below(28), 3 + dice.below(3)),
                         guest_hotel_name(dice, name, spelling), "1" if is_finished else "0",
                         dice.pick_weighted(PURPOSES), str(1 + dice.below(6))]
                        + (answers if is_finished else unfinished(dice, answers))
                        + ["%d,%d0" % (70 + dice.below(190), dice.below(10)), comment])
    rows = shuffled(dice, rows)
    return [["C%05d" % (10001 + index)] + row for index, row in enumerate(rows)]


def shuffled(dice, rows):
    rows = list(rows)
    for last in range(len(rows) - 1, 0, -1):
        other = dice.below(last + 1)
        rows[last], rows[other] = rows[other], rows[last]
    return rows


def csv_bytes(header, rows, delimiter, line_end):
    def quoted(cell):
        if any(mark in cell for mark in (delimiter, '"', "\n")):
            return '"' + cell.replace('"', '""') + '"'
        return cell

    text = io.StringIO()
    for row in [header] + rows:
        text.write(delimiter.join(quoted(cell) for cell in row))
        text.write(line_end)
    return text.getvalue().encode("utf-8")


STAFF_HEADER = ["ResponseId", "Finished", "Hotel", "Department", "Tenure",
                "Recommend", "Recognition", "Listening_1", "Listening_2", "Cleanliness",
                "Problems", "Arrival", "Tools", "Comment"]
GUEST_HEADER = ["Dossier", "Date de séjour", "Hôtel", "Terminé", "Motif", "Nuits",
                "Recommandation", "Considération", "Écoute", "Propreté", "Problème résolu",
                "Arrivée", "Prix par nuit", "Commentaire"]


def main(arguments):
    beside = os.path.join(os.path.dirname(os.path.abspath(__file__)), "hotels")
    folder = arguments[1] if len(arguments) > 1 else beside
    dice = Dice(SEED)
    effects = unit_effects(dice)
    staff = csv_bytes(STAFF_HEADER, staff_rows(dice, effects), ",", "\r\n")
    guests = csv_bytes(GUEST_HEADER, guest_rows(dice, effects), ";", "\n")
    with open(os.path.join(folder, "staff.csv"), "wb") as file:
        file.write(staff)
    with open(os.path.join(folder, "guests.csv"), "wb") as file:
        file.write(b"\xef\xbb\xbf" + guests)


if __name__ == "__main__":
    main(sys.argv)
