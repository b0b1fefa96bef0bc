"""Writes staff.csv and clients.csv: made up, always the same. Weights of one to four
digits, decimal commas on one side, a few blank answers, one unit with a single employee,
units of very different size, and one employee who counts as much as thirty others."""
import random

random.seed(20261127)
UNITS = ["Ajaccio", "Bastia", "Calvi", "Corte", "Porto", "Sartène"]


def answer(mean, low, high, spread):
    value = min(high, max(low, round(random.gauss(mean, spread))))
    return "" if random.random() < 0.04 else str(value)


def write(name, sizes, shift, weigh, separator):
    with open(name, "w", encoding="utf-8") as out:
        out.write(separator.join(["unit", "role", "w", "q", "s"]) + "\n")
        for u, size in enumerate(sizes):
            for i in range(size):
                mood = shift + 0.4 * (u % 3)
                row = [UNITS[u], random.choice(["front", "back", "front"]), weigh(u, i),
                       answer(7 + mood, 0, 10, 2), answer(3.3 + mood / 2, 1, 5, 1)]
                out.write(separator.join(row) + "\n")


def staff_weight(u, i):
    return "30" if (u, i) == (1, 3) else repr(round(random.lognormvariate(0, 0.7), 3))


def client_weight(u, i):
    return repr(round(1 + 0.35 * u + random.random(), 2)).replace(".", ",")


write("staff.csv", [14, 9, 22, 11, 1, 6], 0.5, staff_weight, ",")
write("clients.csv", [40, 25, 60, 31, 8, 12], 0.0, client_weight, ";")
