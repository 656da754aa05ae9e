"""How large a file may be."""

from typing import Final

from django.utils.translation import gettext as _

from selnet.access.api import UserError

MEGABYTE: Final = 1024 * 1024
DOCUMENT: Final = 50 * MEGABYTE
SLIDE: Final = 2048 * MEGABYTE
# An opened picture holds three bytes a pixel: more than this would take the memory of the process that opens it.
PIXELS: Final = 90_000_000


def check_size(size: int, limit: int) -> None:
    if size > limit:
        raise UserError(
            _("The file has %(size)d MB; the limit for this kind is %(limit)d MB.")
            % {"size": -(-size // MEGABYTE), "limit": limit // MEGABYTE}
        )


def check_pixels(width: int, height: int) -> None:
    if width * height > PIXELS:
        raise UserError(too_many_pixels())


def too_many_pixels() -> str:
    return _("The picture is too large to open. Save it with fewer pixels, or add it as a slide image.")
