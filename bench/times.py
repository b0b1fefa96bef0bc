#!/usr/bin/env python3
"""times.py RUNS BYTES NAME=COMMAND...: runs the commands in turn (A B C A B C ...) after
one warm-up and prints medians as a Markdown table. Ratios are medians of the ratios of
neighbouring runs, so that a machine that slows down for all does not count. Commands are
started without a shell, which would take as long as a short one does."""
import os
import shlex
import statistics
import subprocess
import sys
import time


def run_once(command):
    start = time.monotonic()
    process = subprocess.Popen(shlex.split(command), stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"exit {process.returncode}: {command}")
    return {"wall": time.monotonic() - start, "mib": usage.ru_maxrss / 1024,
            "cpu": usage.ru_utime + usage.ru_stime}


def main(run_count, byte_count, *pairs):
    commands = dict(pair.split("=", 1) for pair in pairs)
    first = next(iter(commands))
    runs = {name: [] for name in commands}
    for number in range(int(run_count) + 1):
        for name, command in commands.items():
            result = run_once(command)
            if number:
                runs[name].append(result)
    print("| what | wall s | cpu s | MB/s | peak MiB | wall ratio | cpu ratio |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name, results in runs.items():
        def median(key):
            return statistics.median(result[key] for result in results)

        def ratio(key):
            return statistics.median(
                result[key] / max(other[key], 1e-6)
                for result, other in zip(results, runs[first]))

        print(f"| {name} | {median('wall'):.3f} | {median('cpu'):.3f} "
              f"| {int(byte_count) / median('wall') / 1e6:.0f} | {median('mib'):.0f} "
              f"| {ratio('wall'):.2f} | {ratio('cpu'):.2f} |")


main(*sys.argv[1:])
