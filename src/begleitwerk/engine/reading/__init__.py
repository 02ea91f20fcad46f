"""Uploaded files are read in a process of their own, which may die of them.

`asking` starts it and asks it, `child` is what runs there; `csv_table`, `sheet`, `sav`, `toml_file`
and `template` read one kind of file each. What comes back is plain data, or a `ReadingError` that
says why not.
"""
