"""Time stamps of a public witness (RFC 3161): when a line was there already, said by somebody else.

`openssl ts -verify -data line -in answer.tsr -CAfile roots.pem` checks the same without us.
"""

import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from cryptography.x509 import load_pem_x509_certificates
from django.conf import settings
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

TIMEOUT = 20  # seconds
LARGEST = 100_000  # bytes of an answer; real ones have 2 to 6 thousand
QUERY = {"Content-Type": "application/timestamp-query"}


class StampError(Exception):
    """There is no stamp, or it does not hold; the text says why."""


@dataclass(frozen=True)
class Stamp:
    """The answer of the authority as it came, and the moment it names."""

    answer: bytes
    at: datetime


def ask_for_stamp(line: str) -> Stamp:
    """Have a line stamped by the authority of the settings. Raises StampError."""
    builder = TimestampRequestBuilder().data(line.encode()).hash_algorithm(HashAlgorithm.SHA256)
    query = builder.build()
    answer = sent(query.as_bytes())
    stamp = read_stamp(answer, line)
    if response_of(answer).tst_info.nonce != query.nonce:
        raise StampError("the answer belongs to another question")
    return stamp


def read_stamp(answer: bytes, line: str) -> Stamp:
    """The stamp in an answer, checked: it is about this line, and signed by whom the settings
    trust. Without trusted certificates only the first is checked. Raises StampError."""
    response = response_of(answer)
    if response.tst_info.message_imprint.message != sha256(line.encode()).digest():
        raise StampError("it is about something else")
    if settings.TSA_ROOTS_PATH:
        certificates = load_pem_x509_certificates(Path(settings.TSA_ROOTS_PATH).read_bytes())
        try:
            VerifierBuilder(roots=certificates).build().verify_message(response, line.encode())
        except VerificationError as error:
            raise StampError(str(error)) from error
    return Stamp(answer, response.tst_info.gen_time)


def response_of(answer: bytes) -> TimeStampResponse:
    try:
        response = decode_timestamp_response(answer)
        _ = response.tst_info  # none where the authority refused
    except ValueError as error:
        raise StampError(f"no time stamp in the answer: {error}") from error
    return response


def sent(query: bytes) -> bytes:
    if not settings.TSA_URL.startswith(("https://", "http://")):
        raise StampError(f"no web address: {settings.TSA_URL}")
    request = urllib.request.Request(settings.TSA_URL, data=query, headers=QUERY)  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            return bytes(answer.read(LARGEST))
    except OSError as error:
        raise StampError(f"{settings.TSA_URL}: {error}") from error
