"""QR codes as drawings (ISO/IEC 18004), for pages, screens and papers."""

import io

import segno

QUIET = 4  # modules of white around it, which readers need


def qr_svg(text: str) -> str:
    """A QR code as SVG without a size of its own: it fills what it is put into.

    Error correction M: a quarter may be dirty. Equal text gives an equal drawing.
    """
    drawing = io.BytesIO()
    segno.make_qr(text, error="m").save(
        drawing, kind="svg", border=QUIET, omitsize=True, xmldecl=False, light="#fff"
    )
    return drawing.getvalue().decode()


def qr_data_uri(text: str) -> str:
    """The same as the source of an image."""
    return str(
        segno.make_qr(text, error="m").svg_data_uri(border=QUIET, omitsize=True, light="#fff")
    )
