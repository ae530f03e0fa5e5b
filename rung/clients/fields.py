"""The blind indexes of a client's names: what is kept, and what a search asks for."""

from uuid import UUID

from rung.encryption import blind

TABLE = "clients_client"
FIRST, LAST, FULL = (blind.Column(TABLE, name) for name in ("first_name", "last_name", "full_name"))
INDEXES = {"first_name_index": FIRST, "last_name_index": LAST, "full_name_index": FULL}


def indexes_of(*, practice_id: UUID, first_name: str, last_name: str) -> dict[str, str]:
    """Return the index columns of a client with these names."""
    texts = {FIRST: first_name, LAST: last_name, FULL: f"{first_name} {last_name}"}
    return {
        name: blind.index_of(texts[column], column=column, practice_id=practice_id) for name, column in INDEXES.items()
    }


def sought(text: str, *, practice_id: UUID) -> dict[str, str]:
    """Return what each index column holds where that name is the text; empty for a text that names nobody."""
    found = {name: blind.index_of(text, column=column, practice_id=practice_id) for name, column in INDEXES.items()}
    return {name: index for name, index in found.items() if index}
