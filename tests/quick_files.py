"""Let the files of the tests lie in memory, where the machine has room for them.

Husrum has every commit on the disk before it says so, and the tests commit many thousand times; nothing they
write is kept, so they need not wait for a disk.  What is shown of crashes is the same: a process that is
killed leaves in memory what it had written, as it would on a disk.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
#: What all tests at once may take, in bytes, with much to spare.
ROOM = 3 * 2**30


def lay_in_memory() -> None:
    """Make temporary files in memory from now on, also those of processes the tests start.

    Whoever has set TMPDIR, or has less than ``ROOM`` there, keeps the place there was.
    """
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK | os.X_OK):
        return
    if shutil.disk_usage(MEMORY).free >= ROOM:
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None  # ask the environment again
