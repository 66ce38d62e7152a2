"""What the second notebook shows: who speaks and how much, the order of telling, what stands in the margin."""
