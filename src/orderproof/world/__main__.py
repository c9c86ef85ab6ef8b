"""`python -m orderproof.world CONFIG.json`: the witnesses as a process of their own."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import uvloop

from orderproof.world.serving import serve

if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
