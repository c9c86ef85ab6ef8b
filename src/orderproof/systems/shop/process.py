"""The shop's process: told everything in one file, ready when it says so, ended by its own process id."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orderproof.drive import child
from orderproof.errors import OwnFault

if TYPE_CHECKING:
    from orderproof.drive.setting import Setting

SYSTEMS = Path(__file__).parents[1]
READY_SECONDS_MAX = 30


def catalogue() -> dict[str, Any]:
    """Read what the shop is told to sell."""
    read: dict[str, Any] = json.loads((Path(__file__).parent / "catalogue.json").read_text(encoding="utf-8"))
    return read


class ShopProcess:
    """Starts, kills and ends one shop. `url` is known once started; a restart keeps port and database."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._child: asyncio.subprocess.Process | None = None
        self._port = 0
        self.offset_us = 0

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._port}"

    async def start(self) -> None:
        """Start the server and wait until it listens; OwnFault with its last words where it does not."""
        folder = self._setting.folder
        folder.mkdir(parents=True, exist_ok=True)
        config, errors = folder / "shop.json", folder / "shop.err"
        config.write_text(json.dumps(self._config()), encoding="utf-8")
        with errors.open("ab") as err:
            self._child = await asyncio.create_subprocess_exec(
                sys.executable, "-P", "-m", "shop.server", str(config),
                stdout=asyncio.subprocess.PIPE,
                stderr=err,
                env=os.environ | {"PYTHONPATH": str(SYSTEMS)},
            )  # fmt: skip
        line = b""
        if self._child.stdout is not None:
            line = await asyncio.wait_for(self._child.stdout.readline(), READY_SECONDS_MAX)
        if not line:
            await self.kill()
            raise OwnFault(f"the shop did not start: {errors.read_text(encoding='utf-8', errors='replace')[-2000:]}")
        self._port = int(json.loads(line)["port"])

    async def stop(self) -> None:
        """Ask it to end; kill it where it does not listen."""
        await child.end(self._child)

    async def kill(self) -> None:
        """End it at once, whatever it is doing."""
        await child.kill(self._child)

    def _config(self) -> dict[str, object]:
        setting = self._setting
        return {
            "port": self._port,
            "database": setting.database or f"sqlite:///{setting.folder.absolute() / 'shop.db'}",
            "token": setting.token,
            "world_token": setting.world_token,
            "secret": setting.secret,
            "gateway": setting.gateway,
            "warehouse": setting.warehouse,
            "smtp": setting.smtp,
            "subscribers": [],
            "offset_us": self.offset_us,
            "skew_us": setting.skew_us,
            "swap": list(setting.swap),
            "catalogue": catalogue(),
        }
