"""Typst in a process of its own: `python typesetter.py FONTS`. `typesetting` starts and ends it.

Reads requests from standard input until it ends: a length, then JSON with `data` (what the template
reads) and `day`. Answers each on standard output: a byte that says what comes, a length, the PDF or
what Typst finds wrong. Imports nothing of the package, so that it starts quickly.
"""

import json
import struct
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

LENGTH = struct.Struct(">I")
PDF, FAULT = b"P", b"F"


def main(folder: str) -> None:
    import typst  # noqa: TID251 (here alone: who knows this module by its protocol goes without)

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[folder])
    compiler = typst.Compiler(font_paths=fonts, ignore_system_fonts=True)
    template = Path(__file__).with_name("paper.typ").read_bytes()
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    while length := incoming.read(LENGTH.size):
        request = json.loads(incoming.read(*LENGTH.unpack(length)))
        try:
            kind, content = PDF, compiled(compiler, template, request)
        except typst.TypstError as error:
            kind, content = FAULT, error.message.encode()
        outgoing.write(kind + LENGTH.pack(len(content)) + content)
        outgoing.flush()


def compiled(compiler: Any, template: bytes, request: dict[str, str]) -> bytes:
    result: bytes = compiler.compile(
        input=template,
        format="pdf",
        sys_inputs={"data": request["data"]},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=datetime.combine(date.fromisoformat(request["day"]), time(), UTC),
    )
    return result


if __name__ == "__main__":
    main(sys.argv[1])
