"""How hypothesis tries: its own hundred cases, or with `--hypothesis-profile=fuzz` as many as `make fuzz` wants.

No case has a time limit: a slow machine is no fault. What takes how long is measured in tests/bench.
"""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.register_profile(
    "fuzz", parent=settings.get_profile("untimed"), max_examples=5_000, print_blob=True
)
settings.load_profile("untimed")
