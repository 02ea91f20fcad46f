"""Survey files: how a table is read, what its cells mean, which column is which variable.

Nothing here touches the database. Variables are rows of the codebook, saved or not.
"""
