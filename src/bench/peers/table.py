"""Rows as text."""
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Row:
    """What came of one job with one receiver."""
    group: str
    title: str
    receiver: str
    count: int
    runs: list
    warm_up: list
    peak_mib: int
    ready_seconds: float
    faults: list
    words: str


def three(values, form):
    ordered = sorted(values)
    return " / ".join(form(value) for value in (ordered[0], median(ordered), ordered[-1]))


def _rate(value):
    return f"{value / 1e6:.2f} M" if value >= 1e6 else f"{value / 1e3:.0f} k" if value >= 10e3 else f"{value / 1e3:.1f} k"


def cells(row):
    loss = max(run.loss_percent for run in row.runs)
    return [row.title, row.receiver, three([run.rate for run in row.runs], _rate),
            three([run.cpu_per_million for run in row.runs], "{:.2f}".format),
            f"{loss:.1f} %" if loss else "0", str(row.peak_mib)]


def line(row):
    return " | ".join(cells(row)) + f" | {row.words}" + "".join(f" | FAULT {fault}" for fault in row.faults)


def _ratios(rows):
    """The CPU of others as a multiple of ours, by row title."""
    ours = {row.title: median(run.cpu_per_million for run in row.runs) for row in rows if row.receiver == "authwatch"}
    return {(row.title, row.receiver): median(run.cpu_per_million for run in row.runs) / ours[row.title]
            for row in rows if row.title in ours}


def markdown(rows):
    ratios = _ratios(rows)
    head = ["load and work", "receiver", "messages/s min / median / max", "CPU s per million min / median / max", "lost",
            "peak MiB", "CPU against ours"]
    lines = [head, ["---"] * len(head)]
    for row in rows:
        ratio = ratios.get((row.title, row.receiver))
        lines.append(cells(row) + ["" if ratio is None or row.receiver == "authwatch" else f"{ratio:.1f}"])
    return "\n".join("| " + " | ".join(cells_) + " |" for cells_ in lines)


def plain(row):
    """For a file."""
    return {"title": row.title, "receiver": row.receiver, "count": row.count, "peak_mib": row.peak_mib,
            "ready_seconds": round(row.ready_seconds, 2), "rates": [round(run.rate) for run in row.runs],
            "cpu_per_million": [round(run.cpu_per_million, 3) for run in row.runs],
            "loss_percent": [round(run.loss_percent, 2) for run in row.runs],
            "warm_up_cpu_per_million": [round(run.cpu_per_million, 3) for run in row.warm_up], "faults": row.faults, "words": row.words}
