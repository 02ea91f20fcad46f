"""The municipal survey: waves, codebook, files on their way in, answers."""
