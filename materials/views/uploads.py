"""The tus protocol, 1.0: core, creation, expiration, termination. https://tus.io/protocols/resumable-upload"""

import base64
import binascii
import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.http import http_date

from materials.models.upload import Upload
from materials.uploads import store
from teams.models.user import User
from teams.typed import whole_number

VERSION = "1.0.0"
CHUNK_TYPE = "application/offset+octet-stream"


def uploads(request: HttpRequest) -> HttpResponse:
    """`/uploads/`: OPTIONS tells what this server can, POST begins a file."""
    if request.method == "OPTIONS":
        return answer(204, {"Tus-Version": VERSION, "Tus-Extension": "creation,expiration,termination",
                            "Tus-Max-Size": str(settings.MAX_FILE_BYTES)})  # fmt: skip
    if not isinstance(request.user, User):
        return answer(404)
    if request.method != "POST":
        return answer(405, {"Allow": "OPTIONS, POST"})
    return create(request, request.user)


def create(request: HttpRequest, owner: User) -> HttpResponse:
    if request.headers.get("Tus-Resumable") != VERSION:
        return answer(412, {"Tus-Version": VERSION})
    size = number(request.headers.get("Upload-Length"))
    if size is None:
        return answer(400)
    try:
        upload = store.begin(owner, name=file_name(request.headers.get("Upload-Metadata", "")), size=size)
    except ValidationError as error:
        return error_answer(413, " ".join(error.messages))
    return answer(201, {"Location": reverse("materials:upload", args=[upload.pk]), **expires(upload)})


def upload(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """`/uploads/<id>/`: HEAD says how far it is, PATCH goes on, DELETE gives up. Others' uploads are not there."""
    found = store.mine(str(key), request.user) if isinstance(request.user, User) else None
    if found is None:
        return answer(404)
    if request.headers.get("Tus-Resumable") != VERSION:
        return answer(412, {"Tus-Version": VERSION})
    match request.method:
        case "HEAD":
            return answer(200, {"Upload-Offset": str(found.offset), "Upload-Length": str(found.size), **expires(found)})
        case "PATCH":
            return patch(request, found)
        case "DELETE":
            store.end(found)
            return answer(204)
        case _:
            return answer(405, {"Allow": "HEAD, PATCH, DELETE"})


def patch(request: HttpRequest, found: Upload) -> HttpResponse:
    if request.headers.get("Content-Type") != CHUNK_TYPE:
        return answer(415)
    offset = number(request.headers.get("Upload-Offset"))
    length = number(request.headers.get("Content-Length"))
    if offset is None or length is None or offset + length > found.size:
        return answer(400 if offset is None or length is None else 413)
    try:
        found = store.append(found, request, offset=offset, length=length)
    except (store.WrongOffsetError, store.GoneError) as error:
        return answer(409 if isinstance(error, store.WrongOffsetError) else 404)
    except ValidationError as error:
        return error_answer(507, " ".join(error.messages))
    return answer(204, {"Upload-Offset": str(found.offset), **expires(found)})


def answer(status: int, headers: dict[str, str] | None = None) -> HttpResponse:
    response = HttpResponse(status=status, headers={"Tus-Resumable": VERSION, **(headers or {})})
    response["Cache-Control"] = "no-store"
    return response


def error_answer(status: int, reason: str) -> HttpResponse:
    return JsonResponse(
        {"error": reason}, status=status, headers={"Tus-Resumable": VERSION, "Cache-Control": "no-store"}
    )


def expires(found: Upload) -> dict[str, str]:
    return {"Upload-Expires": http_date(found.expires_at.timestamp())}


def number(text: str | None) -> int | None:
    return whole_number(text, digits=15)


def file_name(metadata: str) -> str:
    """The `filename` of Upload-Metadata: pairs of key and base64 with commas between."""
    for pair in metadata.split(","):
        key, _space, value = pair.strip().partition(" ")
        if key == "filename":
            try:
                return base64.b64decode(value, validate=True).decode("utf-8", "replace") or "fil"
            except binascii.Error:
                return "fil"
    return "fil"
