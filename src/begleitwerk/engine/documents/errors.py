"""The one error of the document engine."""


class DocumentError(Exception):
    """A document that cannot be written.

    `code` names the reason, `params` the values a message needs; whoever shows the error
    translates it. Codes:

    - ``language``: no two- or three-letter language code (``language``)
    - ``fonts_missing``: the folder holds no usable font (``path``)
    - ``pdf_failed``: the typesetter refused the document (``detail``)
    - ``template_unreadable``: the template is no Word file
    - ``template_too_large``: above the limit (``limit``, in bytes)
    - ``template_unsafe``: macros, outside links or forbidden instructions (``detail``)
    - ``template_linked``: the file hangs on a Word template elsewhere (``path``)
    - ``template_delimiters``: too many of them (``limit``), or one that is not closed (``detail``:
      the words around it)
    - ``template_syntax``: a placeholder cannot be read (``detail``)
    - ``template_without_body``: no paragraph holds ``{{p body }}``
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.code} ({shown})" if shown else self.code
