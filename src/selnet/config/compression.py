"""Pages travel compressed, for many people are on slow lines. Files do not; static files are compressed when collected."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class PageCompression(GZipMiddleware):
    """Compresses pages only: a slide or a letter keeps its length.

    BREACH guesses a secret from the lengths of many answers that repeat what the attacker sent. Here the CSRF token is masked
    anew in every answer, Django adds a random number of bytes, and the session's cookie (SameSite) goes along with no request
    that another site makes in the background.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_page = isinstance(response, HttpResponse) and response.headers.get("Content-Type", "").startswith("text/html")
        return super().process_response(request, response) if is_page else response
