"""Whether everything that was sent is there: in the receiver's own count, and in what it kept."""
import sqlite3
import time

import measure

COUNT_SECONDS = 60
KERNEL_DROPS_SECONDS = 11
EVENT = 'authwatch_events_total{{action="{}",outcome="{}"}}'


def _sum(metrics, name):
    return int(sum(value for key, value in metrics.items() if key == name or key.startswith(name + "{")))


def _settled(receiver, sent, drops):
    """The metrics, once as many messages were received as were sent, or a while later."""
    deadline = time.monotonic() + (COUNT_SECONDS if drops == 0 else KERNEL_DROPS_SECONDS)
    while True:
        metrics = receiver.metrics()
        if _sum(metrics, "authwatch_messages_received_total") >= sent or time.monotonic() > deadline:
            return metrics
        time.sleep(0.2)


def authwatch(receiver, job, load, sent_each, drops):
    """What does not add up, one line each, and what does in a few words."""
    sent = sum(sent_each)
    metrics = _settled(receiver, sent, drops)
    count = {kind: sum(load.count(kind, one) for one in sent_each) for kind in load.kinds}
    received = _sum(metrics, "authwatch_messages_received_total")
    decided, ignored, dropped = (_sum(metrics, f"authwatch_{name}_total")
                                 for name in ("events", "messages_ignored", "messages_dropped"))
    faults = []
    if received != decided + ignored + dropped:
        faults.append(f"received {received}, but decided {decided} + ignored {ignored} + dropped {dropped}")
    if job.transport == "udp":
        told = _sum(metrics, "authwatch_udp_kernel_drops_total")
        if abs(sent - received - told) > sent / 100:
            faults.append(f"sent {sent}, but received {received} + dropped by the kernel {told}")
        return faults, f"{received + told} of {sent} accounted for, dropped by the kernel {told}, by us {dropped}"
    if received != sent or dropped:
        faults.append(f"sent {sent}, received {received}, dropped {dropped}")
    # A file has no facility to be ignored for, and a line of it that names its own is asked all the same.
    expected_ignored = 0 if job.transport == "file" else count["ignored"]
    if ignored != expected_ignored:
        faults.append(f"ignored {ignored}, expected {expected_ignored}")
    for kind in (("login", "failure"), ("login", "success")):
        events = int(metrics.get(EVENT.format(*kind), 0))
        if events != count[kind]:
            faults.append(f"{' '.join(kind)} {events}, expected {count[kind]}")
    return faults, f"received {received}, as sent"


def ledger(receiver, job, load, sent_each):
    """The same of the ledger, after the end of its process: which events it holds."""
    with sqlite3.connect(f"file:{receiver.folder}/data/authwatch.db?mode=ro", uri=True) as database:
        total = database.execute("SELECT coalesce(max(total), 0) FROM log").fetchone()[0]
    hits = sum(load.hits(one) for one in sent_each)
    kept = sum(load.count("kept", one) for one in sent_each)
    if job.transport == "udp" or job.work in ("logcheck", "ignore"):
        return [], f"ledger {total}"
    if job.keep_all and total != hits + kept:
        return [f"the ledger holds {total} events, expected {hits + kept}"], ""
    if not hits <= total <= hits + kept:
        return [f"the ledger holds {total} events, expected {hits} to {hits + kept}"], ""
    return [], f"ledger {total} ({hits} hits)"


def peer(receiver, job, load, sent_each, drops):
    """Whether a peer wrote what it was to pick out."""
    written = receiver.lines_written()
    hits = sum(load.hits(one) for one in sent_each)
    if job.work in ("hits", "tool") and job.transport != "udp" and written != hits:
        return [f"wrote {written} messages, expected {hits}"], ""
    return [], f"wrote {written} of {sum(sent_each)}"
