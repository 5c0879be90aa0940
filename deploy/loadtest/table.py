"""Medians of the turns, as a Markdown table a person can paste, and everything as plain data."""

import dataclasses
import statistics

REFERENCE = "haproxy"
LABELS = {"direct": "no proxy (the origin's CPU)", "haproxy": "HAProxy", "nginx": "nginx", "steelyard": "Steelyard",
          "steelyard-io-uring": "Steelyard on io_uring", "steelyard-nio": "Steelyard on NIO"}


def markdown(facts, scenarios, everything, options):
    lines = [
        f"Measured {facts['date']} on {facts['machine']}; cores (proxy/origin/load) {facts['cpus']}, load before "
        f"{facts['load_before']:.1f}.",
        "Versions: " + "; ".join(f"{name}: {text}" for name, text in facts["versions"].items()) + ".",
        f"Command: `{facts['command'].strip()}`; {options.rounds} rounds of {options.seconds} s, "
        f"{options.connections} connections.",
        "In parentheses: the median over the rounds of the ratio to HAProxy in the same round.",
    ]
    for scenario in scenarios:
        lines += ["", f"**{scenario.name}**: {scenario.meaning}", ""]
        lines += rows(everything[scenario.name])
    return "\n".join(lines)


def rows(results):
    titles = ("", "requests/s", "requests per CPU second", "p50 µs", "p99 µs", "p99.9 µs", "errors")
    lines = ["| " + " | ".join(titles) + " |", "|---" + "|--:" * (len(titles) - 1) + "|"]
    reference = results.get(REFERENCE)
    for name, turns in results.items():
        cells = [LABELS[name]]
        for value in ("requests_per_second", "requests_per_cpu_second", "p50", "p99", "p999"):
            cells.append(cell(turns, reference, value))
        cells.append(str(sum(turn.errors for turn in turns)))
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def cell(turns, reference, value):
    middle = statistics.median(getattr(turn, value) for turn in turns)
    text = f"{middle:,.0f}"
    if reference:
        ratios = [getattr(turn, value) / getattr(base, value) for turn, base in zip(turns, reference)
                  if getattr(base, value)]
        if ratios:
            text += f" ({statistics.median(ratios):.2f})"
    return text


def plain(facts, everything):
    return {
        "facts": facts,
        "turns": {
            scenario: {name: [dataclasses.asdict(turn) for turn in turns] for name, turns in results.items()}
            for scenario, results in everything.items()
        },
    }
