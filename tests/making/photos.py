"""Pictures as screens, telephones, scanners and signatures make them. For tests only."""

import io
import random
import struct

from PIL import Image, ImageDraw

_MAKE, _MODEL, _EXIF, _EXPOSURE, _APERTURE = 0x010F, 0x0110, 0x8769, 0x829A, 0x829D


def window(width: int, height: int, kind: str = "PNG") -> bytes:
    """A window with its title, lines and buttons: few colours, large areas."""
    picture = Image.new("RGB", (width, height), "#f0f0f0")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, width, 28), fill="#1f4e79")
    for line in range(40, height - 10, 18):
        draw.rectangle((10, line, 10 + (line * 37) % max(width - 20, 1), line + 7), fill="#333333")
    return saved(picture, kind)


def busy(width: int, height: int, kind: str = "PNG") -> bytes:
    """As many colours as a photograph has."""
    noise = random.Random(width * height).randbytes(width * height * 3)  # noqa: S311 - a picture
    return saved(Image.frombytes("RGB", (width, height), noise), kind)


def photograph(width: int, height: int, *, camera: bool = True) -> bytes:
    """What a telephone takes; a messenger passes it on without what the camera wrote."""
    exif = Image.Exif()
    if camera:
        exif[_MAKE], exif[_MODEL] = "Exemple", "Modèle 3"
        exif.get_ifd(_EXIF).update({_EXPOSURE: (1, 60), _APERTURE: (18, 10)})
    return saved(Image.new("RGB", (width, height), "#8899aa"), "JPEG", exif=exif.tobytes())


def heic(brand: bytes = b"heic") -> bytes:
    """The start of a picture of a recent telephone."""
    box = b"ftyp" + brand + b"\0\0\0\0" + b"mif1heic"
    return struct.pack(">I", len(box) + 4) + box + bytes(200)


def saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    """The bytes of the picture."""
    target = io.BytesIO()
    picture.save(target, kind, **how)
    return target.getvalue()
