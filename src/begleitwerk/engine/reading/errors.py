"""The one error of reading files."""


class ReadingError(Exception):
    """A file that cannot be read.

    `code` names the reason, `params` the values a message needs; whoever shows the error
    translates it. Codes:

    - ``broken``: the file is not what it claims to be (``kind``)
    - ``not_text``: neither a text nor a workbook
    - ``not_csv``: a text whose rows cannot be told apart (``error``)
    - ``not_toml``: no TOML (``error``, with the line); ``nested``: tables within tables too deeply
    - ``too_long``: more rows or columns than asked for (``rows``, ``columns``)
    - ``too_many_cells``: more cells, or longer ones, than may be read (``cells``)
    - ``unpacked``: it unpacks to more than may be (``megabytes``, ``ratio``)
    - ``memory``, ``time``, ``crashed``: reading it ended the process
    - ``answer``: what it holds is more than may be handed back
    - those of `engine.documents.DocumentError`, for templates
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.code} ({shown})" if shown else self.code
