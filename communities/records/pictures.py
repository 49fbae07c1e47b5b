"""Pictures as they are kept: turned upright and written anew, without where, when and by what they were taken."""

from __future__ import annotations

import io
import warnings
from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError
from PIL import Image, ImageOps, UnidentifiedImageError

QUALITY = 90
"""Ours, of a JPEG: a crack in a wall stays a crack."""
BROKEN = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError, OverflowError)
"""What Pillow raises for a picture that is cut off or lies about itself."""


def rewritten(content: IO[bytes], kind: str) -> bytes:
    """The same picture as a new file of its kind (`JPEG` or `PNG`): the pixels, upright, and nothing beside them.

    What hung on the picture (EXIF, the place, a thumbnail, a file behind its end) is gone; of a moving picture the
    first frame stays. Raises `ValidationError` for a broken picture and for one of more than
    `settings.PICTURE_MAX_PIXELS`.
    """
    content.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(content, formats=(kind,)) as picture:
                _check(picture.size)
                picture.load()
                return _written(ImageOps.exif_transpose(picture), kind)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as bomb:
        raise _too_many() from bomb
    except BROKEN as broken:
        raise ValidationError(
            "图片已损坏或不完整，打不开。请在电脑上确认能打开，另存一份后重新上传。", code="broken_picture"
        ) from broken


def _check(size: tuple[int, int]) -> None:
    if size[0] * size[1] > settings.PICTURE_MAX_PIXELS:
        raise _too_many()


def _too_many() -> ValidationError:
    limit = settings.PICTURE_MAX_PIXELS // 10_000
    return ValidationError(f"图片超过 {limit} 万像素。请缩小尺寸，另存后重新上传。", code="too_many_pixels")


def _written(picture: Image.Image, kind: str) -> bytes:
    modes = ("L", "RGB") if kind == "JPEG" else ("1", "L", "LA", "RGB", "RGBA", "I;16")
    if picture.mode not in modes:
        picture = picture.convert("RGB" if kind == "JPEG" else "RGBA")
    elif "transparency" in picture.info:
        picture = picture.convert("RGBA")
    picture.info = {}
    output = io.BytesIO()
    if kind == "JPEG":
        picture.save(output, "JPEG", quality=QUALITY, optimize=True)
    else:
        picture.save(output, "PNG")
    return output.getvalue()
