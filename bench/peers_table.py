"""Prints the page of `make peers` from its runs: tables in Markdown.

    python3 bench/peers_table.py RUN...

Each of ours stands beside the peers of its own kind. All ratios are those of verdicts.csv, turned so
that ours is above. Exit status: 0 printed, 2 a folder is no run.
"""

import csv
import json
import pathlib
import statistics
import subprocess
import sys

KINDS = {
    "async": ["nginx", "nginx-constant", "bare_epoll_server"],
    "uring": ["async", "nginx", "nginx-constant", "bare_epoll_server"],
    "threaded": ["microhttpd_server", "apache-worker", "apache-prefork", "apache-event",
                        "bare_thread_server"],
    "balanced": ["haproxy", "nginx-proxy"],
    "balanced-uring": ["balanced", "haproxy", "nginx-proxy"],
}
LIMITED = "–"
NOTES = {
    f"| {LIMITED} |": LIMITED + " the generator was the limit of one or both: the ratio would say nothing.",
    "\\*": "\\* no verdict: the run told a server from its own copy, or had too few blocks (verdicts.csv).",
}
PACKAGES = ["nginx", "apache2-bin", "libmicrohttpd12", "libmicrohttpd12t64", "haproxy", "wrk"]


class Run:
    """The files of one run of tiga."""

    def __init__(self, folder):
        self.manifest = json.loads((folder / "manifest.json").read_text())
        plan = self.manifest["plan"]
        self.name = plan["name"]
        self.keep_alive = plan["keep_alive"]
        self.verdicts = read_csv(folder / "verdicts.csv")
        self.cells = [cell for cell in read_csv(folder / "cells.csv") if cell["valid"] == "yes"]
        self.generator = "wrk" if any(c["generator_engine"] == "wrk" for c in self.cells) else "loadgen"
        self.arms = list(dict.fromkeys(cell["arm"] for cell in self.cells))
        self.levels = sorted({int(cell["concurrency"]) for cell in self.cells})

    def ratio(self, metric, arm, baseline, level):
        """`1.20 (1.10 to 1.31)`: arm over baseline; None if the two were not compared, LIMITED if the
        generator was the limit."""
        for row in self.verdicts:
            if row["metric"] != metric or int(row["concurrency"]) != level or not row["ratio"]:
                continue
            values = [float(row[key]) for key in ("ratio", "lower", "upper")]
            if (row["arm"], row["baseline"]) == (baseline, arm):
                values = [1 / values[0], 1 / values[2], 1 / values[1]]
            elif (row["arm"], row["baseline"]) != (arm, baseline):
                continue
            if row["bound"]:
                return LIMITED
            doubt = " \\*" if row["verdict"] == "invalid" else ""
            return f"{values[0]:.2f} ({values[1]:.2f} to {values[2]:.2f}){doubt}"
        return None

    def median(self, arm, level, value_of):
        values = [value_of(cell) for cell in self.cells
                  if cell["arm"] == arm and int(cell["concurrency"]) == level]
        return statistics.median(values) if values else None


def read_csv(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def pairs(runs):
    """Pairs that were measured: one of ours and a peer of its kind, or its own copy."""
    measured = {arm for run in runs for arm in run.arms}
    for ours, peers in KINDS.items():
        for other in peers:
            if ours in measured and other in measured:
                yield ours, other
        if ours + "-aa" in measured:
            yield ours + "-aa", ours


def line(cells):
    return "| " + " | ".join(cells) + " |"


def ratio_table(columns, rows):
    """`columns`: (heading, run, metric, level). A row without any figure is left out."""
    table = [line(["ratio of", "to"] + [heading for heading, *_ in columns]),
             "|---|---|" + "---:|" * len(columns)]
    for ours, other in rows:
        found = [run.ratio(metric, ours, other, level) for _, run, metric, level in columns]
        if any(found):
            table.append(line([f"`{ours}`", f"`{other}`"] + [each or "" for each in found]))
    return table if len(table) > 2 else []


def level_columns(runs, metric):
    """One column for each level; of runs with the same generator and level, the first that has the pair."""
    columns = []
    for generator in ("wrk", "loadgen"):
        alike = [run for run in runs if run.generator == generator]
        for level in sorted({level for run in alike for level in run.levels}):
            columns.append((f"{generator}, c = {level}", Together(alike), metric, level))
    return columns


class Together:
    """Runs of the same load with different arms."""

    def __init__(self, runs):
        self.runs = runs

    def ratio(self, *what):
        found = (run.ratio(*what) for run in self.runs)
        return next((text for text in found if text), None)


def plain_table(run):
    """Absolute figures of each server: medians at the lowest level of the run."""
    level = run.levels[0]
    table = [line(["server", "requests/s", "bytes per reply", "server CPU, µs per request",
                   "peak memory, MiB", "threads"]), "|---|" + "---:|" * 5]
    for arm in run.arms:
        if arm.endswith("-aa"):
            continue
        middle = lambda value_of: run.median(arm, level, value_of)
        table.append(line([
            f"`{arm}`",
            f"{middle(lambda c: float(c['ok_per_second'])):,.0f}",
            f"{middle(lambda c: float(c['octets_received']) / max(1, int(c['ok']))):.0f}",
            f"{middle(lambda c: float(c['server_cpu_us_per_request'] or 'nan')):.1f}",
            f"{middle(lambda c: float(c['server_peak_memory_kib'] or 'nan')) / 1024:.0f}",
            f"{middle(lambda c: int(c['server_threads'] or 0)):.0f}"]))
    return table


def versions():
    asked = subprocess.run(["dpkg-query", "-W", "-f=${Package} ${Version}\n", *PACKAGES],
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    return ", ".join(asked.stdout.split("\n")[:-1]) or "not known"


def page(runs):
    first = runs[0].manifest
    machine = first["machine"]
    blocks = ", ".join(f"{run.name} {len({c['block'] for c in run.cells})}" for run in runs)
    lines = [f"{machine['cpu']}, {machine['cores']} cores, {machine['kernel']}; "
             f"commit {first['build']['git_describe']}; blocks: {blocks}.", "",
             f"Packages: {versions()}."]
    kept = [run for run in runs if run.keep_alive]
    closed = [run for run in runs if not run.keep_alive]
    sections = [
        ("Server CPU per request, keep-alive (under 1: less)",
         ratio_table(level_columns(kept, "server_cpu"), pairs(kept))),
        ("CPU of server and generator per request, keep-alive (under 1: less)",
         ratio_table(level_columns(kept, "total_cpu"), pairs(kept))),
        ("A connection for each request (CPU under 1: less; throughput over 1: more)",
         ratio_table([(f"{what}, c = {level}", Together(closed), metric, level)
                      for level in sorted({level for run in closed for level in run.levels})
                      for what, metric in (("server CPU", "server_cpu"), ("both", "total_cpu"),
                                           ("throughput", "throughput"))],
                     pairs(closed))),
        ("Throughput, keep-alive (over 1: more)",
         ratio_table(level_columns(kept, "throughput"), pairs(kept))),
    ]
    sections += [(f"Absolute figures: {run.name}, {run.generator}, c = {run.levels[0]}", plain_table(run))
                 for run in runs if run.generator == "loadgen"]
    for heading, table in sections:
        if table:
            lines += ["", f"### {heading}", ""] + table
    text = "\n".join(lines)
    notes = [note for mark, note in NOTES.items() if mark in text]
    return "\n\n".join([text] + notes)


def main(folders):
    runs = []
    for folder in folders:
        try:
            runs.append(Run(pathlib.Path(folder)))
        except (OSError, KeyError, ValueError) as error:
            print(f"peers_table: {folder} is no run of tiga with verdicts: {error}", file=sys.stderr)
            return 2
    if not runs:
        print("peers_table: give the folders of runs", file=sys.stderr)
        return 2
    print(page(runs))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
