"""How hypothesis tries: its own hundred cases, or with `--hypothesis-profile=fuzz` as many as `make fuzz` wants.

No case has a time limit: a slow machine is no fault. What takes how long is measured in tests/bench.
"""

import os

from hypothesis import settings

# What a test's own processes print is UTF-8, whatever the system's encoding is.
os.environ["PYTHONIOENCODING"] = "utf-8"

settings.register_profile("untimed", deadline=None)
settings.register_profile(
    "fuzz", parent=settings.get_profile("untimed"), max_examples=5_000, print_blob=True
)
settings.load_profile("untimed")
