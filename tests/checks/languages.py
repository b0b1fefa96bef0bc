"""Every text of fail(), warn(), note(), refuse() and hint() is in po/symbar.pot, for translators, or in
po/english.pot, which says why not: xgettext misses what it cannot count or what hides in an
expression, without a word."""
import glob
import re
import sys

source = sys.argv[1]
FORMAT_AT = {"fail": 3, "warn": 3, "note": 3, "refuse": 3, "hint": 1}
LITERAL = r'"((?:[^"\\]|\\.)*)"'


def arguments(text, start):
    """The arguments of the call whose parenthesis opens before `start`."""
    depth, at, begin, found = 1, start, start, []
    while depth:
        token = re.compile(LITERAL + r"|'(?:[^'\\]|\\.)'|.", re.S).match(text, at).group(0)
        depth += token in "([{"
        depth -= token in ")]}"
        if (token == "," and depth == 1) or not depth:
            found.append(text[begin:at])
            begin = at + 1
        at += len(token)
    return found


def sentences(path):
    text = open(path, encoding="utf-8").read()
    entries = re.findall(r'^(?:msgid|msgid_plural) ((?:"(?:[^"\\]|\\.)*"\n)+)', text, re.M)
    return {"".join(re.findall(LITERAL, entry)) for entry in entries}


known = sentences(source + "/po/symbar.pot") | sentences(source + "/po/english.pot")
checked = missed = 0
for path in sorted(glob.glob(source + "/src/**/*.c", recursive=True)):
    text = open(path, encoding="utf-8").read()
    for call in re.finditer(r"(?<!\w)(fail|warn|note|refuse|hint)\(", text):
        given = arguments(text, call.end())
        if len(given) <= FORMAT_AT[call.group(1)]:
            continue
        given = given[FORMAT_AT[call.group(1)]]
        for run in re.findall(r'(?:"(?:[^"\\]|\\.)*"\s*)+', given):
            words = "".join(re.findall(LITERAL, run))
            checked += 1
            if words not in known:
                missed += 1
                print(f"{path}: not found by xgettext: {words}")
if checked < 300:
    print(f"only {checked} texts were found")
sys.exit(missed > 0 or checked < 300)
