"""The two statements by which an answer is saved: eighty people at once send them all the time.

Written out, because building them anew costs more than they do; and because the second looks once
more, in the moment it writes, whether it may: no lock is held while we think. It is one statement,
so two at once cannot make two of one answer.
"""

import json
from dataclasses import dataclass

from django.db import connection

from begleitwerk.fieldwork.models import Collection, Item, random_number
from begleitwerk.fieldwork.services.said import AnswerRefused, Said, Why

READ = """
SELECT sheet.state, place.state, place.opens_on, place.closes_on, place.asks_importance,
       item.scale, item.is_withdrawn
FROM fieldwork_sheet sheet
JOIN fieldwork_collection place ON place.id = sheet.collection_id
LEFT JOIN fieldwork_item item ON item.collection_id = place.id AND item.id = %s
WHERE sheet.key = %s
"""
WRITE = """
INSERT INTO fieldwork_answer (id, sheet_id, item_id, level, special, importance)
SELECT %s, sheet.id, item.id, {number}, %s, {number}
FROM fieldwork_sheet sheet
JOIN fieldwork_collection place ON place.id = sheet.collection_id
JOIN fieldwork_item item ON item.collection_id = place.id
WHERE sheet.key = %s AND item.id = %s AND sheet.state = 'started' AND place.state = 'open'
      AND NOT item.is_withdrawn
{lock}
ON CONFLICT (sheet_id, item_id) DO UPDATE
SET level = excluded.level, special = excluded.special, importance = excluded.importance
"""


@dataclass(frozen=True)
class ForAnswer:
    """What is to be known before an answer is saved; the rows are parts of the stored ones."""

    state: str
    collection: Collection
    item: Item | None


def read_for_answer(key: str, item_id: int) -> ForAnswer:
    """Raises AnswerRefused where no sheet has this key."""
    with connection.cursor() as cursor:
        cursor.execute(READ, [item_id, key])
        row = cursor.fetchone()
    if row is None:
        raise AnswerRefused(Why.UNKNOWN)
    state, open_state, opens_on, closes_on, weighs, scale, is_withdrawn = row
    place = Collection(
        state=open_state, opens_on=opens_on, closes_on=closes_on, asks_importance=bool(weighs)
    )
    if scale is None:
        return ForAnswer(state, place, None)
    return ForAnswer(state, place, Item(scale=json.loads(scale), is_withdrawn=bool(is_withdrawn)))


def put_answer(key: str, item_id: int, said: Said) -> bool:
    """Whether it was written: not where the sheet or the collection was closed meanwhile."""
    on_server = connection.vendor == "postgresql"
    statement = WRITE.format(
        number="CAST(%s AS smallint)", lock="FOR SHARE OF sheet" if on_server else ""
    )
    with connection.cursor() as cursor:
        values = [random_number(), said.level, said.special, said.importance, key, item_id]
        cursor.execute(statement, values)
        return bool(cursor.rowcount)
