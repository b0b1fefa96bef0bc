#!/bin/sh
# An independent judge of our JSON Schemas: they are sound, and the studies that ship fit.
set -eu
source_dir=$1

python3 -c 'import jsonschema' 2>/dev/null || {
    echo "skipped: no python3-jsonschema"
    exit 77
}
python3 - "$source_dir" <<'PYTHON'
import glob
import json
import sys

import jsonschema

source = sys.argv[1]
failed = False


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


for path in sorted(glob.glob(source + "/src/*/*_schema.json")):
    jsonschema.Draft202012Validator.check_schema(load(path))

judge = jsonschema.Draft202012Validator(load(source + "/src/study/study_schema.json"))
studies = sorted(glob.glob(source + "/data/*/symbar.json"))
studies += [source + "/tests/fuzz/corpus/study/" + name
            for name in ("every_key.json", "several_items.json", "smallest.json")]
for path in studies:
    for error in judge.iter_errors(load(path)):
        print(f"{path}: {error.json_path}: {error.message}")
        failed = True

judge_inspection = jsonschema.Draft202012Validator(
    load(source + "/src/report/inspect_schema.json"))
for path in (source + "/tests/cases/inspect/generic-json/stdout",
             source + "/tests/cases/inspect/into-files/files/out.json",
             source + "/tests/cases/inspect/long-layout-json/stdout"):
    for error in judge_inspection.iter_errors(load(path)):
        print(f"{path}: {error.json_path}: {error.message}")
        failed = True
inspection = load(source + "/tests/cases/inspect/generic-json/stdout")
inspection["files"][0]["columns"][0]["kind"] = "secret"
if judge_inspection.is_valid(inspection):
    print("an inspection with an unknown kind passes")
    failed = True

for key in ("scales", "dimensions"):
    study = load(source + "/data/hotels/symbar.json")
    del study[key]
    if judge.is_valid(study):
        print(f"a study without {key} passes")
        failed = True
study = load(source + "/data/hotels/symbar.json")
study["anlysis"] = {}
if judge.is_valid(study):
    print("a study with an unknown key passes")
    failed = True
sys.exit(failed)
PYTHON
