"""The pictures that a capture holds come along; nothing else is followed."""

from __future__ import annotations

from base64 import b64encode

from generator.core.capture.markup import parse_fragment
from generator.core.capture.page_pictures import Picture, Pictures, find_pictures

DATA = b"\x89PNG" + bytes(400)


def find(html: str, *beside: str) -> Pictures:
    top = parse_fragment(html)
    assert top is not None
    return find_pictures(top.css("img"), {name: name.rpartition("/")[2] for name in beside})


def test_a_picture_within_the_page_is_named_by_its_words() -> None:
    source = f"data:image/png;base64,{b64encode(DATA).decode()}"
    found = find(f'<img src="{source}" alt="Die Brücke, 1911">')
    assert found == Pictures({source: Picture("die-brucke-1911.png", DATA)}, ())


def test_two_files_that_would_have_one_name_are_numbered() -> None:
    found = find('<img src="p_files/A%20b.JPG"><img src="./p_files/a-b.jpg">', "p_files/A b.JPG", "p_files/a-b.jpg")
    assert list(found.names.values()) == ["a-b.jpg", "a-b-2.jpg"]
    assert [each.file for each in found.held.values()] == ["p_files/A b.JPG", "p_files/a-b.jpg"]


def test_no_picture_is_called_as_a_device_of_windows() -> None:
    assert list(find('<img src="p_files/Con.png">', "p_files/Con.png").names.values()) == ["con-1.png"]


def test_placeholders_and_what_lies_elsewhere_are_lost() -> None:
    found = find(
        '<img src="data:image/gif;base64,R0lGOD" alt="x"><img src="file:///etc/a.png"><img src="p_files/x.svg">',
        "p_files/x.svg",
    )
    assert found == Pictures(
        {},
        (
            ("", "x", "only a placeholder is in the capture"),
            ("file:///etc/a.png", "", "not in the capture"),
            ("p_files/x.svg", "", "not in the capture"),
        ),
    )
