"""How many cases hypothesis tries: its own hundred, or with `--hypothesis-profile=fuzz` as many as `make fuzz` wants."""

from hypothesis import settings

settings.register_profile("fuzz", max_examples=5_000, deadline=None, print_blob=True)
