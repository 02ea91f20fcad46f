"""ZIP archives from outside: what Word and Excel files are."""

import zipfile
import zlib

# What damaged or encrypted archives make the standard library raise; `NotImplementedError` is
# zipfile's word for a way of packing it does not know.
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError)
