"""Print the JSON Schema of everything that goes over the WebSocket, for the page's types."""

import json

from pydantic.json_schema import models_json_schema

from backlit.web.socket.messages import COMMANDS, FRAMES


def main() -> None:
    """Print the schema of every command and every frame."""
    _, schema = models_json_schema(
        [(command, "validation") for command in COMMANDS]
        + [(frame, "serialization") for frame in FRAMES],
        ref_template="#/$defs/{model}",
    )
    named = {"Command": COMMANDS, "Frame": FRAMES}
    schema["$defs"] |= {
        name: {"oneOf": [{"$ref": f"#/$defs/{each.__name__}"} for each in kinds]}
        for name, kinds in named.items()
    }
    for form in schema["$defs"].values():
        if form.get("type") == "object":
            form["additionalProperties"] = False
        # A field's own title would become a type of its own.
        for field in form.get("properties", {}).values():
            field.pop("title", None)
    _read_by_older_tools(schema)
    whole = {"title": "Messages", "type": "object", "additionalProperties": False} | schema
    print(json.dumps(whole))


def _read_by_older_tools(schema: object) -> None:
    """Write pairs as the older drafts of JSON Schema did, which the tool for types reads."""
    if isinstance(schema, dict):
        if "prefixItems" in schema:
            schema["items"] = schema.pop("prefixItems")
        for each in schema.values():
            _read_by_older_tools(each)
    elif isinstance(schema, list):
        for each in schema:
            _read_by_older_tools(each)


if __name__ == "__main__":
    main()
