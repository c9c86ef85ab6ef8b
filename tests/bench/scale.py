"""How an audit grows with the rows, in either engine: seconds, peak memory, and what was found, to be compared.

    python -m tests.bench.scale --rows 1000000 --engine duckdb|spark [--memory 4GB] [--folder DIR]

The history of a size is made once in the folder, and a size that an engine has done is not done again: an interrupted
run goes on where it stopped. Nothing here is a test: figures are for reading.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import tempfile
import threading
import time
from pathlib import Path

from orderproof.history.synthetic import at_scale, write_synthetic
from orderproof.session import AuditRequest, audit
from orderproof.session.engines import ENGINES, EngineChoice

LOOKED_EVERY_S = 0.5
KIB_A_GIB = 2**20


def main() -> None:
    """Make the history, audit it, and print and keep one line of figures."""
    args = _arguments()
    args.folder.mkdir(parents=True, exist_ok=True)
    done = args.folder / f"{args.engine}-{args.rows}.json"
    if not done.exists():
        history = args.folder / f"history-{args.rows}"
        if not history.exists():
            planted = args.folder / f"planted-{args.rows}.parquet"
            write_synthetic(history, planted, at_scale(args.rows), memory=args.memory)
        figures = _measure(history, EngineChoice(args.engine, args.memory))
        draft = done.with_suffix(".draft")
        draft.write_text(json.dumps({"rows": args.rows, "engine": args.engine, "memory": args.memory, **figures}))
        draft.replace(done)
    for name, value in json.loads(done.read_text()).items():
        print(f"{name:>16}: {value}")


def _measure(history: Path, choice: EngineChoice) -> dict[str, object]:
    """Audit once, watching the memory of this process and of the JVM below it."""
    peaks: dict[str, int] = {}
    over = threading.Event()
    watcher = threading.Thread(target=_watch, args=(peaks, over), daemon=True)
    watcher.start()
    stages: dict[str, float] = {}
    start = time.perf_counter()

    def tell(stage: str, _done: int, _total: int) -> None:
        if stage not in stages:
            stages[stage] = round(time.perf_counter() - start, 1)
            print(f"{stage} from {stages[stage]} s", flush=True)

    judgement = audit(AuditRequest(source=history, engine=choice), tell)
    seconds = time.perf_counter() - start
    over.set()
    watcher.join()
    told = sorted(each.fingerprint for each in judgement.findings)
    counts = [(each.rule, each.verdict, each.subjects, each.broken, each.unknown) for each in judgement.rules]
    return {
        "seconds": round(seconds, 1),
        "stages_from": stages,
        "python_gib": round(peaks.get("self", 0) / KIB_A_GIB, 2),
        "jvm_gib": round(peaks.get("java", 0) / KIB_A_GIB, 2),
        "findings": len(told),
        "failed": len(judgement.failed),
        "answers": hashlib.sha256(json.dumps([told, counts]).encode()).hexdigest()[:16],
    }


def _watch(peaks: dict[str, int], over: threading.Event) -> None:
    """Keep the highest resident size, in KiB, of this process and of a JVM that descends from it."""
    while not over.wait(LOOKED_EVERY_S):
        peaks["self"] = max(peaks.get("self", 0), peak_of(os.getpid())[1])
        for pid in _descendants(os.getpid()):
            name, peak = peak_of(pid)
            if name == "java":
                peaks["java"] = max(peaks.get("java", 0), peak)


def _descendants(root: int) -> list[int]:
    found = [root]
    for pid in found:
        for file in Path(f"/proc/{pid}/task").glob("*/children"):
            try:
                found += [int(each) for each in file.read_text().split()]
            except OSError:
                continue
    return found[1:]


def peak_of(pid: int) -> tuple[str, int]:
    """Read a process's name and its highest resident size in KiB; nothing where it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return "", 0
    told = dict(line.split(":", 1) for line in lines if ":" in line)
    return told["Name"].strip(), int(told.get("VmHWM", "0 kB").split()[0])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--engine", choices=list(ENGINES), default="duckdb")
    parser.add_argument("--memory", default="4GB")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "orderproof-scale")
    return parser.parse_args()


if __name__ == "__main__":
    main()
