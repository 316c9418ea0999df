"""How each provider's rows are to be read when books are compared.

Plain facts about columns and cells; this file knows no client, no HTTP and no file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Rules:
    """What the books must know of a provider."""

    #: The field that holds a record's id, and the one that tells whether it is deleted.
    id_field: str
    deleted_field: str
    #: Every row that may create a record carries this field: it names the record in all books.
    key_field: str
    #: The cell of a given row that means "set to null"; where there is none, a blank cell does.
    null_marker: str | None
    #: The files in which given rows come back, by the fate that they were meant for.
    files: frozenset[str]
    #: How the names of the columns begin that a result file adds, and those that say what is wrong.
    verdict_columns: tuple[str, ...]
    reason_columns: tuple[str, ...]
    #: Whether what is deleted can still be read back.
    reads_deleted: bool
    #: Fields that read `false` where the org holds nothing.
    truth_fields: frozenset[str] = frozenset()
    #: Objects of which an org has records before any client calls.
    planted: tuple[str, ...] = ()
    #: Objects whose records another field names.
    own_keys: Mapping[str, str] = field(default_factory=dict)

    def key_of(self, object_name: str) -> str:
        """The field that names the records of an object."""
        return self.own_keys.get(object_name, self.key_field)


SALESFORCE = Rules(
    id_field="Id",
    deleted_field="IsDeleted",
    key_field="External_Id__c",
    null_marker="#N/A",
    files=frozenset({"success", "failed", "unprocessed"}),
    verdict_columns=("sf__",),
    reason_columns=("sf__Error",),
    reads_deleted=True,
)

#: An import tells nothing of the rows that it took: those are seen in an extract, or over REST.
MARKETO = Rules(
    id_field="id",
    deleted_field="isDeleted",
    key_field="email",
    null_marker=None,
    files=frozenset({"failed", "warned"}),
    verdict_columns=("Import Failure Reason", "Import Warning Reason"),
    reason_columns=("Import Failure Reason", "Import Warning Reason"),
    reads_deleted=False,
    truth_fields=frozenset({"unsubscribed"}),
    planted=("leads", "car_c"),
    own_keys={"car_c": "vin"},
)
