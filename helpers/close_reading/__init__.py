"""What the second notebook shows: who speaks, in what order it is told, the notes."""
