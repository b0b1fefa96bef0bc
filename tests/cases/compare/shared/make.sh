#!/bin/sh
# old.json and new.json: the reports on two waves of five stores (tests/cases/check/shared).
cp "$SOURCE"/tests/cases/compare/shared/*.json .
