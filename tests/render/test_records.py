"""Every record has a form in JSON that is written down, and nothing else is taken for one."""

import pytest

from backlit.analyse.what_if import WhatIf
from backlit.errors import DataError
from backlit.explain.neuron import Neuron
from backlit.gradients.running_average import RunningAverage
from backlit.maths.minima import Minima
from backlit.render.json import json_schema, record_forms, record_from_json
from backlit.render.records import RECORDS


def test_records_are_found_in_their_modules():
    assert {Neuron, Minima, RunningAverage, WhatIf} < set(RECORDS)
    assert len(RECORDS) == len({form.__name__ for form in RECORDS}) >= 31


@pytest.mark.parametrize("form", RECORDS, ids=lambda form: form.__name__)
def test_every_field_of_every_record_is_described(form):
    for name, each in record_forms(form).items():
        fields = json_schema(form)["$defs"][name]["properties"]
        assert set(fields) == set(each.__dataclass_fields__)
        for field in fields:
            assert f"        {field}: " in each.__doc__, f"{name}.{field}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "something else"),
        ("[]", "something else"),
        ('{"record": "Neuron"}', "version"),
        ('{"record": "Neuron", "version": 3}', "got Neuron of version 3"),
        ('{"record": "Gradient", "version": 2}', "got Gradient of version 2"),
        ('{"record": "Neuron", "version": 2}', "layer"),
        ('{"record": "Neuron", "version": 2, "layer": "1"}', "layer"),
        ("[" * 100_000, "something else"),
    ],
)
def test_what_is_no_record_is_refused_in_one_sentence(text, words):
    with pytest.raises(DataError, match=words) as raised:
        record_from_json(text, Neuron)
    assert raised.value.hint
