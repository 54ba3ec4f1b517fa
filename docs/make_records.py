"""The page of the records: what each is, and the names and meanings of its fields in JSON.

``python docs/make_reference.py`` writes it.
"""

from __future__ import annotations

import inspect
import json
import re
from typing import Any

from backlit.render.json import VERSION, json_schema, record_forms
from backlit.render.records import RECORDS

BEGINNING = f"""\
# Records

Every explanation and every analysis is a frozen record of numbers at full precision. In Python it
is what the function returns; on the command line it is what `--json` prints:

```text
{{"record": "Neuron", "version": {VERSION}, "model": "…", "example": "…", "layer": 1, …}}
```

`record` is one of the kinds below. `version` goes up when a field changes its meaning or is
removed, not when one is added. The source of the record comes before its fields: the model, the
names of its inputs and outputs, the example. Arrays are nested lists; NaN and infinity are `null`.
`backlit.render.json.record_from_json` reads a record back.

The same as [JSON Schema](records.schema.json).
"""


def page() -> str:
    """The whole page."""
    return "\n".join([BEGINNING, *(section(form) for form in with_parts())])


def schema() -> str:
    """The schemas of all records, by their names."""
    definitions: dict[str, Any] = {}
    forms = {form.__name__: form for form in with_parts()}
    for form in RECORDS:
        definitions |= json_schema(form)["$defs"]
    for name, definition in definitions.items():
        definition["description"] = summary(forms[name])
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Records of Backlit, version {VERSION}",
        "$defs": dict(sorted(definitions.items())),
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def with_parts() -> list[type]:
    """The records, each followed by the records that it is made of."""
    found: dict[str, type] = {}
    for form in RECORDS:
        found |= record_forms(form)
    return list(found.values())


def section(form: type) -> str:
    """A record's first paragraph and a table of its fields."""
    meanings = attributes(inspect.getdoc(form))
    fields = json_schema(form)["$defs"][form.__name__]["properties"]
    rows = [
        f"| `{name}` | {kind(fields[name])} | {meanings.get(name, '')} |"
        for name in form.__dataclass_fields__
    ]
    return "\n".join([f"## {form.__name__}", "", summary(form), "", "| field | JSON | meaning |",
                      "|---|---|---|", *rows, ""])  # fmt: skip


def summary(form: type) -> str:
    """The first paragraph of a record's docstring."""
    return " ".join(inspect.getdoc(form).split("\n\n")[0].split())


def attributes(docstring: str) -> dict[str, str]:
    """The description of each attribute in a docstring."""
    _, _, text = docstring.partition("Attributes:\n")
    text = text.split("\n\n")[0]
    found = re.findall(r"^    (\w+): (.*(?:\n        .*)*)", text, re.MULTILINE)
    return {name: " ".join(words.split()).replace("|", r"\|") for name, words in found}


def kind(schema_of: dict[str, Any]) -> str:
    """A field's type in a few words."""
    if "description" in schema_of:
        return str(schema_of["description"])
    if "anyOf" in schema_of:
        return " or ".join(kind(each) for each in schema_of["anyOf"])
    if "$ref" in schema_of:
        name = schema_of["$ref"].rsplit("/", 1)[1]
        return f"[{name}](#{name.lower()})"
    if "items" in schema_of and schema_of["items"] is not False:
        return f"list of {kind(schema_of['items'])}"
    if "prefixItems" in schema_of:
        return f"list of {len(schema_of['prefixItems'])}"
    return str(schema_of.get("type", "anything"))
